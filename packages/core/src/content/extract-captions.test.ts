import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { captionPage } from "./caption-text.ts";
import { chunkText } from "./chunk-text.ts";
import { extractCaptions } from "./extract-captions.ts";
import type { ExtractedText } from "./extracted-text.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const cues = (file: string, type: "application/x-subrip" | "text/vtt") => {
  const page = extractCaptions(bytes(file), type).pages[0] ?? expect.fail("no page");
  return (page.cues ?? []).map(({ start, end, start_seconds, end_seconds }) => [
    start_seconds,
    end_seconds,
    page.text.slice(start, end),
  ]);
};

describe("SRT", () => {
  const srt = (file: string) => cues(file, "application/x-subrip");

  test("cues have their times, lines are one text, numbers and markup go", () => {
    const file =
      '\uFEFF1\r\n00:00:01,500 --> 00:00:02,000\r\n<i>Bees</i>\r\nfly &amp; {\\an8}hum.\r\n\r\n2\r\n01:00:00,050 --> 01:00:01,000 X1:0\r\n<font color="red">Yes</font> <3\r\n';
    expect(srt(file)).toEqual([
      [1.5, 2, "Bees fly & hum."],
      [3600.05, 3601, "Yes <3"],
    ]);
  });

  test("blank lines within a cue stay part of it; numbers that are said stay", () => {
    const file =
      "1\n00:00:01,000 --> 00:00:02,000\nOne\n\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\n42\n\n3\n00:00:05,000 --> 00:00:06,000\nEnd\n4";
    expect(srt(file).map(([, , text]) => text)).toEqual(["One two", "42", "End 4"]);
  });

  test("cues are put in the order of their times; an end before the start is none", () => {
    const file = "00:00:05,000 --> 00:00:01,000\nlater\n\n00:00:01,0 --> 00:00:02,5\nfirst";
    expect(srt(file)).toEqual([
      [1, 2.5, "first"],
      [5, 5, "later"],
    ]);
  });
});

describe("WebVTT", () => {
  const vtt = (file: string) => cues(`WEBVTT\n\n${file}`, "text/vtt");

  test("voices, classes, times and pronunciations go; notes and styles are none; a cue may have a name", () => {
    const file =
      "NOTE 00:01.000 --> 00:02.000\nnot this\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Roger Bingham>We are <c.loud>in</c> <00:01.500>New&nbsp;York</v>\n\n00:00:03.000 --> 00:00:04.000\n<ruby>漢<rt>kan</rt></ruby> &lt;b&gt;";
    expect(vtt(file)).toEqual([
      [1, 2, "We are in New York"],
      [3, 4, "漢 <b>"],
    ]);
  });

  test("captions that roll up say every line once", () => {
    const file = [
      "00:00.000 --> 00:02.000\nhello and welcome",
      "00:02.000 --> 00:02.010\nhello and welcome",
      "00:02.010 --> 00:04.000\nhello and welcome\nto the course",
      "00:04.000 --> 00:04.010\nto the course",
      "00:04.010 --> 00:06.000\nto the course\non bees",
    ].join("\n\n");
    expect(vtt(file)).toEqual([
      [0, 2.01, "hello and welcome"],
      [2.01, 4.01, "to the course"],
      [4.01, 6, "on bees"],
    ]);
  });

  test("captions that grow word by word, or are shown twice at once, say everything once", () => {
    const file =
      "00:00.000 --> 00:01.000\nBees\n\n00:01.000 --> 00:02.000\nBees fly\n\n00:02.000 --> 00:03.000\nBees fly high\n\n00:02.000 --> 00:03.500\nBees fly high";
    expect(vtt(file)).toEqual([
      [0, 1, "Bees"],
      [1, 2, "fly"],
      [2, 3.5, "high"],
    ]);
  });

  test("what is said again later stays", () => {
    expect(vtt("00:00.000 --> 00:01.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.")).toHaveLength(2);
  });

  test("who speaks next begins a line, a silence a paragraph", () => {
    const file = bytes(
      "WEBVTT\n\n00:00.000 --> 00:01.000\n- Who?\n- Me.\n\n00:01.000 --> 00:02.000\nGood.\n\n00:09.000 --> 00:10.000\nLater.",
    );
    expect(extractCaptions(file, "text/vtt").pages[0]?.text).toBe("- Who?\n- Me. Good.\n\nLater.");
  });
});

test.each([
  "WEBVTT",
  "WEBVTT\n\nNOTE only a note\n",
  "WEBVTT\n\n00:00.000 --> 00:01.000\n\n00:01.000 --> 00:02.000\n<i></i>\n",
])("captions that say nothing are refused: %j", (file) => {
  expect(() => extractCaptions(bytes(file), "text/vtt")).toThrow(
    expect.objectContaining({ reason: "no_text" }),
  );
  expect(() => extractCaptions(bytes(file), "application/x-subrip")).toThrow(
    expect.objectContaining({ reason: "no_text" }),
  );
});

/** Captions of any Unicode; times go on by up to some seconds, and may overlap. */
const caption = fc.record({
  gap: fc.integer({ min: -500, max: 8000 }),
  length: fc.integer({ min: 0, max: 9000 }),
  text: fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.lorem({ maxCount: 12 }),
    fc.constantFrom("Yes.", "- No?\n- Yes!", "光合作用。", "👨‍👩‍👧‍👦 ".repeat(20), "x".repeat(300)),
  ),
});
const anyCaptions = fc.array(caption, { maxLength: 40 }).map((all) => {
  let at = 10_000;
  return all.map(({ gap, length, text }) => {
    at += gap;
    return { start_seconds: at / 1000, end_seconds: (at + length) / 1000, text };
  });
});
const asText = (page: ExtractedText["pages"][number]): ExtractedText => ({
  pages: [page],
  page_count: null,
  empty_pages: [],
});
const lengths = (text: string): number => text.replace(/\s+/gu, "").length;

describe("for any captions", () => {
  test("cues cover the text from end to end, in order of place and of time", () => {
    fc.assert(
      fc.property(anyCaptions, (captions) => {
        const { text, cues = [] } = captionPage(captions);
        let at = 0;
        let seconds = -1;
        for (const cue of cues) {
          expect(text.slice(at, cue.start).trim()).toBe("");
          expect(cue.end).toBeGreaterThan(cue.start);
          expect(cue.start_seconds).toBeGreaterThanOrEqual(seconds);
          expect(cue.end_seconds).toBeGreaterThanOrEqual(cue.start_seconds);
          [at, seconds] = [cue.end, cue.start_seconds];
        }
        expect(at).toBe(text.length);
      }),
    );
  });

  test("captions that do not touch are all said, to the letter", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme-ascii", maxLength: 40 }), { maxLength: 20 }),
        (texts) => {
          const apart = texts.map((text, index) => ({
            start_seconds: index * 2,
            end_seconds: index * 2 + 1,
            text,
          }));
          expect(lengths(captionPage(apart).text)).toBe(lengths(texts.join("")));
        },
      ),
    );
  });

  test("a chunk's seconds are those of the first and the last cue in it; none is lost, times never go back", () => {
    const limits = fc
      .integer({ min: 2, max: 200 })
      .chain((size) => fc.record({ size: fc.constant(size), overlap: fc.nat(Math.floor(size / 2)) }));
    fc.assert(
      fc.property(anyCaptions, limits, (captions, limit) => {
        const page = captionPage(captions);
        const chunks = chunkText(asText(page), limit);
        let seconds = 0;
        for (const chunk of chunks) {
          const within = (page.cues ?? []).filter((cue) => cue.start < chunk.end && cue.end > chunk.start);
          expect(chunk.start_seconds).toBe(Math.min(...within.map((cue) => cue.start_seconds)));
          expect(chunk.end_seconds).toBe(Math.max(...within.map((cue) => cue.end_seconds)));
          expect(chunk.text).toBe(page.text.slice(chunk.start, chunk.end));
          expect(chunk.text.length).toBeLessThanOrEqual(limit.size);
          expect(chunk.start_seconds).toBeGreaterThanOrEqual(seconds);
          seconds = chunk.start_seconds ?? 0;
        }
        const held = new Set(
          chunks.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)),
        );
        const lost = Array.from(page.text.matchAll(/\S/g), ({ index }) => index).filter(
          (at) => !held.has(at),
        );
        expect(lost).toEqual([]);
      }),
    );
  });
});

import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkText, type Chunk, type ChunkLimits } from "./chunk-text.ts";
import type { ExtractedText, Heading } from "./extracted-text.ts";

const plain = (text: string, headings: Heading[] = []): ExtractedText => ({
  pages: [{ page: null, text, headings }],
  page_count: null,
  empty_pages: [],
});

const pages = (...texts: string[]): ExtractedText => ({
  pages: texts.map((text, index) => ({ page: index + 1, text, headings: [] })),
  page_count: texts.length,
  empty_pages: [],
});

/** A heading on the line where `title` first stands. */
const heading = (text: string, title: string, level: number): Heading => {
  const start = text.indexOf(title);
  return { level, text: title, start, end: start + title.length };
};

const sentence = (n: number): string =>
  `Sentence number ${n} says something of middling length about its subject.`;
const sentences = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => sentence(from + index)).join(" ");

describe("where chunks are cut", () => {
  test("a short text is one chunk, trimmed", () => {
    expect(chunkText(plain("  Hello there.\n"))).toEqual([
      {
        index: 0,
        text: "Hello there.",
        page: null,
        page_end: null,
        start_seconds: null,
        end_seconds: null,
        heading_path: [],
        start: 2,
        end: 14,
      },
    ]);
  });

  test("text without ink gives no chunk", () => {
    expect(chunkText(plain(" \n\n\t"))).toEqual([]);
    expect(chunkText(pages("", "One.", ""))).toHaveLength(1);
  });

  test("at a paragraph's end in the second half of what fits, though sentences follow", () => {
    const text = `${sentences(1, 9)}\n\n${sentences(10, 30)}`;
    const [first] = chunkText(plain(text));
    expect(first?.text).toBe(sentences(1, 9));
  });

  test("else at a sentence's end", () => {
    for (const chunk of chunkText(plain(sentences(1, 60))))
      expect(chunk.text).toMatch(/^Sentence number .*subject\.$/su);
  });

  test("else at a line's end, as in code and tables", () => {
    const line = (n: number): string => `row_${n} = compute(row_${n - 1}, weight)`;
    const code = Array.from({ length: 80 }, (_, n) => line(n)).join("\n");
    for (const chunk of chunkText(plain(code), { overlap: 0 }))
      expect(chunk.text).toMatch(/^row_.*weight\)$/su);
  });

  test("else between words", () => {
    const words = Array.from({ length: 700 }, (_, n) => `word${n}`).join(" ");
    for (const chunk of chunkText(plain(words))) expect(chunk.text).toMatch(/^word\d+ .* word\d+$/u);
  });

  test("never inside a grapheme, where there is no space at all", () => {
    const family = "👨‍👩‍👧‍👦";
    for (const chunk of chunkText(plain(family.repeat(400))))
      expect(chunk.text.length % family.length).toBe(0);
  });

  test("inside a grapheme that does not fit by itself, but between its code points", () => {
    for (const chunk of chunkText(plain("👨‍👩‍👧‍👦"), { size: 4, overlap: 0 }))
      expect(chunk.text).toMatch(/^[^\uD800-\uDFFF]+$/u);
  });

  test("Chinese at its sentences, without any space", () => {
    const chinese = Array.from({ length: 90 }, () => "光合作用把光能变成化学能，并且放出氧气。").join("");
    for (const chunk of chunkText(plain(chinese))) expect(chunk.text).toMatch(/^光.*。$/u);
  });

  test("the last chunk of a section is no scrap", () => {
    const chunks = chunkText(plain(`${sentences(1, 14)} End.`));
    const [last, before] = [chunks.at(-1), chunks.at(-2)];
    expect((last?.end ?? 0) - (before?.end ?? 0)).toBeGreaterThanOrEqual(200);
  });
});

describe("overlap", () => {
  const chunks = chunkText(plain(sentences(1, 60)));

  test("repeats the last whole sentences, at most 200 characters of them", () => {
    for (const [index, chunk] of chunks.slice(1).entries()) {
      const shared = (chunks[index]?.end ?? 0) - chunk.start;
      expect(shared).toBeGreaterThan(100);
      expect(shared).toBeLessThanOrEqual(200);
    }
  });

  test("takes words where the last sentence is longer than that", () => {
    const [first, second] = chunkText(plain(Array.from({ length: 500 }, (_, n) => `w${n}`).join(" ")));
    const shared = first?.text.slice((second?.start ?? 0) - first.start);
    expect(shared).toMatch(/^w\d+ .*w\d+$/u);
    expect(shared?.length).toBeGreaterThan(190);
  });

  test("none where none is asked for", () => {
    const [first, second] = chunkText(plain(sentences(1, 40)), { overlap: 0 });
    expect(second?.start).toBeGreaterThan(first?.end ?? Number.POSITIVE_INFINITY);
  });
});

describe("headings and pages", () => {
  test("a chunk never spans a heading, and knows its path from the outside in", () => {
    const text = "Preface.\n\nBotany\n\nPlants.\n\nLeaves\n\nGreen.\n\nZoology\n\nAnimals.";
    const headings = [heading(text, "Botany", 1), heading(text, "Leaves", 2), heading(text, "Zoology", 1)];
    expect(chunkText(plain(text, headings)).map(({ text, heading_path }) => [text, heading_path])).toEqual([
      ["Preface.", []],
      ["Botany\n\nPlants.", ["Botany"]],
      ["Leaves\n\nGreen.", ["Botany", "Leaves"]],
      ["Zoology\n\nAnimals.", ["Zoology"]],
    ]);
  });

  test("headings in a row open one section", () => {
    const text = "Botany\n\nLeaves\n\nGreen.";
    const headings = [heading(text, "Botany", 1), heading(text, "Leaves", 2)];
    expect(chunkText(plain(text, headings))).toMatchObject([{ text, heading_path: ["Botany", "Leaves"] }]);
  });

  test("a heading holds on the pages that follow", () => {
    const first = { page: 1, text: "Botany\n\nPlants.", headings: [heading("Botany", "Botany", 1)] };
    const extracted = {
      ...pages("", "More plants."),
      pages: [first, { page: 2, text: "More plants.", headings: [] }],
    };
    expect(chunkText(extracted)).toMatchObject([
      { page: 1, page_end: 1, heading_path: ["Botany"] },
      { page: 2, page_end: 2, heading_path: ["Botany"], start: 0 },
    ]);
  });

  test("a chunk stands on one page", () => {
    const chunks = chunkText(pages(sentences(1, 3), sentences(4, 40), "The end."));
    expect(chunks.map((chunk) => chunk.page)).toEqual([1, 2, 2, 2, 2, 3]);
  });
});

describe("limits", () => {
  test.each([
    { size: 1 },
    { size: 2.5 },
    { overlap: -1 },
    { size: 100, overlap: 51 },
    { overlap: Number.NaN },
  ])("%j is refused", (limits) => {
    expect(() => chunkText(plain("text"), limits)).toThrow(RangeError);
  });
});

/** Text of every kind: prose, blank lines, wild Unicode, long runs without a space, surrogates by themselves. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.lorem({ maxCount: 12, mode: "sentences" }),
  fc.constantFrom(
    "\n\n",
    "\n",
    " ",
    ". ",
    "。",
    "- item\n",
    "\t",
    "e.g. ",
    "👨‍👩‍👧‍👦",
    "\uD83D",
    "คำไทยไม่มีช่องว่าง",
    "مرحبا بالعالم. ",
  ),
  fc.nat(400).map((length) => "x".repeat(length)),
);
const anyText = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
const codePointStarts = (text: string): number[] => [
  0,
  ...Array.from(text.matchAll(/./gsu), ({ index }) => index),
];
const anyPage = anyText.chain((text) =>
  fc.uniqueArray(fc.constantFrom(...codePointStarts(text)), { maxLength: 4 }).map((starts) => ({
    text,
    headings: starts
      .sort((a, b) => a - b)
      .map((start, index, all) => ({
        level: (start % 3) + 1,
        text: `H${start}`,
        start,
        end: Math.min(start + 3, all[index + 1] ?? text.length),
      })),
  })),
);
const anyDocument = fc.array(anyPage, { minLength: 1, maxLength: 4 }).map((all): ExtractedText => ({
  pages: all.map((page, index) => ({ page: index + 1, ...page })),
  page_count: all.length,
  empty_pages: [],
}));
const anyLimits = fc
  .integer({ min: 2, max: 300 })
  .chain((size) => fc.record({ size: fc.constant(size), overlap: fc.nat(Math.floor(size / 2)) }));

const pageText = (document: ExtractedText, page: number | null): string =>
  document.pages.find((candidate) => candidate.page === page)?.text ?? "";
const byPage = (chunks: readonly Chunk[], page: number | null): Chunk[] =>
  chunks.filter((chunk) => chunk.page === page);

/** What is wrong with a document's chunks; the report on the smallest document of which `complaints` finds something. */
type Complaints = (document: ExtractedText, chunks: Chunk[], limits: ChunkLimits) => unknown[];
const firstFault = (complaints: Complaints): string | undefined => {
  const always = fc.property(anyDocument, anyLimits, (document, limits) => {
    const found = complaints(document, chunkText(document, limits), limits);
    if (found.length > 0) throw new Error(JSON.stringify(found));
  });
  const run = fc.check(always);
  return run.failed ? fc.defaultReportMessage(run) : undefined;
};

test("a cut before a character of two units leaves no space at the end", () => {
  const page = { page: 1, text: "。\n\n𐀀", headings: [] };
  const chunks = chunkText({ pages: [page], page_count: 1, empty_pages: [] }, { size: 4, overlap: 0 });
  expect(chunks.map(({ text }) => text)).toEqual(["。", "𐀀"]);
});

describe("for any text and any limits", () => {
  test("every character that is not space is in a chunk", () => {
    const lost = firstFault((document, chunks) =>
      document.pages.flatMap(({ page, text }) => {
        const held = byPage(chunks, page).flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, at) => start + at),
        );
        const all = new Set(held);
        return Array.from(text.matchAll(/\S/g), ({ index }) => index).filter((at) => !all.has(at));
      }),
    );
    expect(lost).toBeUndefined();
  });

  test("a chunk is the page's text from start to end, has ink at both ends and fits the size", () => {
    const wrong = firstFault((document, chunks, { size }) =>
      chunks.filter(({ text, start, end, page }) => {
        const fits = text.length > 0 && text.length <= size;
        return !fits || text !== text.trim() || text !== pageText(document, page).slice(start, end);
      }),
    );
    expect(wrong).toBeUndefined();
  });

  test("chunks are numbered in order, each brings something new and repeats no more than the overlap", () => {
    const wrong = firstFault((_document, chunks, { overlap }) =>
      chunks.filter((chunk, index) => {
        const before = chunks[index - 1];
        if (before?.page !== chunk.page) return chunk.index !== index;
        const moves = chunk.start > before.start && chunk.end > before.end;
        return chunk.index !== index || !moves || before.end - chunk.start > overlap;
      }),
    );
    expect(wrong).toBeUndefined();
  });

  test("no code point is cut in two", () => {
    const cut = firstFault((document, chunks) =>
      chunks.filter(({ page, start, end }) =>
        [start, end].some((at) => (pageText(document, page).codePointAt(at - 1) ?? 0) > 0xffff),
      ),
    );
    expect(cut).toBeUndefined();
  });

  test("no chunk reaches over the start of a heading that follows text", () => {
    const over = firstFault((document, chunks) =>
      document.pages.flatMap(({ page, text, headings }) =>
        headings
          .filter(({ start }, index) => text.slice(headings[index - 1]?.end ?? 0, start).trim() !== "")
          .flatMap(({ start }) =>
            byPage(chunks, page).filter((chunk) => chunk.start < start && chunk.end > start),
          ),
      ),
    );
    expect(over).toBeUndefined();
  });

  test("the same text gives the same chunks", () => {
    const other = firstFault((document, chunks, limits) =>
      isDeepStrictEqual(chunkText(structuredClone(document), limits), chunks) ? [] : [chunks],
    );
    expect(other).toBeUndefined();
  });
});

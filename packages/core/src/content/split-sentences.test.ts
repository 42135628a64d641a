import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitLines, splitParagraphs, splitSentences, type Span } from "./split-sentences.ts";

const texts = (text: string, spans: readonly Span[]): string[] =>
  spans.map(({ start, end }) => text.slice(start, end));
const sentences = (text: string): string[] => texts(text, splitSentences(text));

describe("sentences", () => {
  test.each<[string, string, string[]]>([
    [
      "end in a full stop, a question mark, an exclamation mark",
      "It is. Is it? It is!",
      ["It is.", "Is it?", "It is!"],
    ],
    ["take their quotation mark along", "“It is.” She left.", ["“It is.”", "She left."]],
    [
      "do not end in an abbreviation",
      "See Fig. 3 by Dr. Lee et al. 2019. Next.",
      ["See Fig. 3 by Dr. Lee et al. 2019.", "Next."],
    ],
    [
      "do not end in e.g. or an initial",
      "Roots, e.g. Carrots, grow. J. Smith said so.",
      ["Roots, e.g. Carrots, grow.", "J. Smith said so."],
    ],
    ["do not end in a number", "Pi is 3.14 or so. Yes.", ["Pi is 3.14 or so.", "Yes."]],
    ["go over line feeds", "One sentence\nover two lines. Next.", ["One sentence\nover two lines.", "Next."]],
    ["not over blank lines", "A title\n\nText", ["A title", "Text"]],
    ["not over list items", "Needs:\n- light\n- water\n1. air", ["Needs:", "- light", "- water", "1. air"]],
    ["end in an ideographic full stop", "光合作用。氧气。", ["光合作用。", "氧气。"]],
  ])("%s", (_name, text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  test("an abbreviation at the very end still ends the last one", () => {
    expect(sentences("Roots, stems etc. and e.g.")).toEqual(["Roots, stems etc. and e.g."]);
  });
});

test("paragraphs are separated by blank lines, lines by line feeds", () => {
  const text = "One\nstill one\n \n\n  Two\n";
  expect(texts(text, splitParagraphs(text))).toEqual(["One\nstill one", "Two"]);
  expect(texts(text, splitLines(text))).toEqual(["One", "still one", "Two"]);
});

test.each([
  ["sentences", splitSentences],
  ["paragraphs", splitParagraphs],
  ["lines", splitLines],
])("for any text, %s hold every character that is not space, in order", (_name, split) => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\n\n", "\n- ", " e.g. ", ". A"),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join("")),
      (text) => {
        const found = split(text);
        expect(texts(text, found).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        expect(found.filter(({ start, end }) => start >= end)).toEqual([]);
      },
    ),
  );
});

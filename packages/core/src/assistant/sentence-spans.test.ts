import fc from "fast-check";
import { expect, test } from "vitest";
import { sentenceSpans } from "./sentence-spans.ts";

const sentences = (text: string) => sentenceSpans(text).map(({ start, end }) => text.slice(start, end));

test.each([
  ["a full stop, a question and an exclamation", "One is. Is two? Three!", ["One is.", "Is two?", "Three!"]],
  [
    "no abbreviation",
    "See e.g. Fig. 3 by Dr. Smith. It helps.",
    ["See e.g. Fig. 3 by Dr. Smith.", "It helps."],
  ],
  ["no decimal", "It costs 3.5 units. Pay.", ["It costs 3.5 units.", "Pay."]],
  ["a blank line", "A heading\n\nIts text", ["A heading", "Its text"]],
  ["no single line end", "A sentence over\ntwo lines. Another.", ["A sentence over\ntwo lines.", "Another."]],
  ["a list item", "Two things:\n- one\n- two", ["Two things:", "- one", "- two"]],
  ["no number of a list item", "1. Install it.\n2. Run it.", ["1. Install it.", "2. Run it."]],
])("sentences end at %s", (_, text, expected) => {
  expect(sentences(text)).toEqual(expected);
});

test("nothing but space is lost, whatever the text", () => {
  const unit = fc.constantFrom(..."aB1 .!?\n-*".split(""), "e.g. ", "\n\n", "日", "。", "🙂");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
      expect(sentences(text).join("").replaceAll(/\s/gu, "")).toBe(text.replaceAll(/\s/gu, ""));
    }),
    { numRuns: 500 },
  );
});

test("a sentence may begin with an identifier in lower case, or after a marker", () => {
  expect(sentences("The first reads. asn1Two writes, e.g. b2c. [1] then it ends. [2] so it does.")).toEqual([
    "The first reads.",
    "asn1Two writes, e.g. b2c. [1]",
    "then it ends. [2]",
    "so it does.",
  ]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote, foldQuote } from "./find-quote.ts";

const cut = (text: string, wanted: string) => {
  const span = findQuote(text, wanted);
  return span === undefined ? undefined : text.slice(span.start, span.end);
};

test.each([
  ["spaces and line ends", "The port\n  is\t5432 by default.", "port is 5432", "port\n  is\t5432"],
  ["quotation marks and dashes", "It’s “safe” – mostly.", `it's "safe" - mostly`, "It’s “safe” – mostly"],
  ["capitals", "The Outbox is drained.", "the outbox IS drained", "The Outbox is drained"],
  ["soft hyphens", "an out\u00ADbox", "outbox", "out\u00ADbox"],
])("a quotation is found again whatever became of its %s", (_, text, wanted, found) => {
  expect(cut(text, wanted)).toBe(found);
});

test.each([
  ["other words", "The port is 5432.", "the port is 5433"],
  ["nothing", "The port is 5432.", " \n "],
  ["words joined", "The port is 5432.", "theport"],
])("%s are not found", (_, text, wanted) => {
  expect(findQuote(text, wanted)).toBeUndefined();
});

/** Texts of several scripts with the characters that the fold treats. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(..."abcXYZ 0123.,-'\n\t".split("")) },
    fc.constantFrom("’", "“", "–", "\u00AD", "\u00A0", "İ", "ß", "é", "e\u0301", "日", "🙂", "  ", "\r\n"),
  ),
  maxLength: 120,
});

test("every stretch of a text is found in it, and what is cut out is the same quotation", () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
      const wanted = whole.slice(start, end);
      fc.pre(foldQuote(wanted) !== "");
      const mangled = wanted.replaceAll("’", "'").replaceAll(/\s+/gu, " \n ");
      const found = cut(whole, mangled);
      expect(found).toBeDefined();
      expect(whole).toContain(found);
      expect(foldQuote(found ?? "")).toBe(foldQuote(wanted));
    }),
    { numRuns: 500 },
  );
});

test("what is found never has space at its ends", () => {
  fc.assert(
    fc.property(text, text, (whole, wanted) => {
      const found = cut(` ${whole} ${wanted} `, wanted);
      expect(found?.trim()).toBe(found);
    }),
  );
});

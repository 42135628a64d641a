import { describe, expect, test } from "vitest";
import { findVocabulary, joinLines } from "./join-words.ts";

const join = (before: string, after: string, ...elsewhere: string[]): string =>
  joinLines(before, after, findVocabulary(elsewhere));

describe("two lines of a paragraph", () => {
  test.each<[string, string, string, string]>([
    ["take a space between them", "one", "two", "one two"],
    ["give back a broken word", "photo-", "synthesis and", "photosynthesis and"],
    ["with the typographer's hyphen too", "photo\u2010", "synthesis", "photosynthesis"],
    ["keep a hyphen before a capital", "Jean-", "Paul", "Jean-Paul"],
    ["keep the hyphen of a chain", "state-of-the-", "art", "state-of-the-art"],
    ["keep a dash", "he left -", "or so", "he left - or so"],
    ["keep ranges together", "1914-", "1918", "1914-1918"],
    ["keep arrows together", "handle-", ">open", "handle->open"],
    ["take none between Chinese characters", "光合", "作用", "光合作用"],
    ["take one between Korean words", "광합성은", "빛을", "광합성은 빛을"],
  ])("%s", (_name, before, after, expected) => {
    expect(join(before, after)).toBe(expected);
  });

  test("keep a hyphen with which the document writes the word elsewhere", () => {
    expect(join("a well-", "known fact", "It is Well-known.")).toBe("a well-known fact");
    expect(join("the built-", "in-docstrings", "a built-in-docstrings file")).toBe("the built-in-docstrings");
  });

  test("but not if it writes it without one, too", () => {
    expect(join("on-", "line", "on-line and online")).toBe("online");
  });
});

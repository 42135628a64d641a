import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAskedWords } from "./asked-words.ts";
import { excerpt } from "./excerpt.ts";

const none = new Map<string, string>();
const asked = (query: string) => readAskedWords(query, none);

describe("excerpt", () => {
  it("is the whole of a short text, in one line, with the words marked", () => {
    const { text, highlights } = excerpt("The  queen\nleaves the hive.", asked("queens in a hive"), 200);
    expect(text).toBe("The queen leaves the hive.");
    expect(highlights.map(([start, end]) => text.slice(start, end))).toEqual(["queen", "hive"]);
  });

  it("is taken from where most of the words are, from the beginning of a sentence", () => {
    const filler = "Nothing is said of it here. ".repeat(20);
    const source = `${filler}A queen. ${filler}The queen leaves the hive in May. ${filler}`;
    const { text } = excerpt(source, asked("queen hive"), 80);
    expect(text).toMatch(/^….*The queen leaves the hive in May\..*…$/);
  });

  it("is the beginning of a text that has none of the words", () => {
    const { text, highlights } = excerpt("word ".repeat(100), asked("queen"), 30);
    expect({ text, highlights }).toEqual({ text: "word word word word word…", highlights: [] });
  });

  it("marks a word that was asked for by another spelling", () => {
    const words = readAskedWords("varoa", new Map([["varoa", "varroa"]]));
    expect(excerpt("Varroa mites", words, 200).highlights).toEqual([[0, 6]]);
  });

  it("is never longer than it may be, never cuts a character, and marks words that are there", () => {
    const limit = fc.integer({ min: 20, max: 200 });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 600 }), limit, (source, most) => {
        const { text, highlights } = excerpt(source, asked(source.slice(0, 40)), most);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.isWellFormed()).toBe(true);
        for (const [start, end] of highlights) expect(start < end && end <= text.length).toBe(true);
      }),
    );
  });
});

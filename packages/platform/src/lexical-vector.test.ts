import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lexicalVector, tokenize } from "./lexical-vector.ts";

describe("tokenize", () => {
  it.each([
    ["Caches were cached while caching the cache", ["cach", "wer", "cach", "whil", "cach", "the", "cach"]],
    ["studies study classes class boxes box", ["study", "study", "class", "class", "box", "box"]],
    ["Publishing and running string things", ["publish", "and", "run", "string", "thing"]],
    ["Crème brûlée à la carte", ["crem", "brule", "a", "la", "cart"]],
  ])("stems and folds: %s", (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  it.each([
    ["max_connections", ["max_connections", "max", "connection"]],
    ["getUserById", ["getuserbyid", "get", "user", "by", "id"]],
    ["HTTP404", ["http404", "http", "404"]],
    ["C++ and C#", ["c++", "c", "and", "c#", "c"]],
    ["v3.14-rc1", ["v3.14-rc1", "v", "3", "14", "rc", "1"]],
  ])("keeps an identifier whole and in parts: %s", (text, tokens) => {
    expect(tokenize(text)).toEqual(tokens);
  });

  it("drops what an apostrophe adds", () => {
    expect(tokenize("Ohm's law doesn't")).toEqual(["ohm", "law", "doesn"]);
  });

  it("pairs the characters of scripts without spaces, and keeps vowel signs", () => {
    expect(tokenize("機械学習")).toEqual(["機械", "械学", "学習"]);
    expect(tokenize("हिन्दी")).toEqual(["हिन्दी"]);
  });
});

describe("lexicalVector", () => {
  it("has what Qdrant asks for, whatever the text: distinct 32-bit indices with positive weights", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const { indices, values } = lexicalVector(text);
        expect(new Set(indices).size).toBe(indices.length);
        expect(values).toHaveLength(indices.length);
        expect(indices.every((index) => Number.isInteger(index) && index >= 0 && index < 2 ** 32)).toBe(true);
        expect(values.every((value) => value > 0 && value < 2.2)).toBe(true);
      }),
    );
  });

  it("weighs a repeated word more, but ever less so", () => {
    const weight = (text: string) => lexicalVector(text).values[0] ?? 0;
    const [once, twice, often] = [weight("kafka"), weight("kafka kafka"), weight("kafka ".repeat(10))];
    expect(twice).toBeGreaterThan(once);
    expect(often - twice).toBeLessThan(8 * (twice - once));
  });

  it("never changes: its indices are stored", () => {
    expect(lexicalVector("photosynthesis").indices).toEqual([lexicalVector("Photosynthesis").indices[0]]);
    // A published test vector of 32-bit FNV-1a.
    expect(lexicalVector("foobar").indices).toEqual([0xbf9cf968]);
  });
});

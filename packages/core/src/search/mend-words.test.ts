import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorsBetween, mendWords, spell, termsToCheck } from "./mend-words.ts";

const near = (asked: string, ...terms: [term: string, uses?: number][]) =>
  terms.map(([term, uses = 1]) => ({ asked, term, word: term, uses }));

describe("errorsBetween", () => {
  it.each([
    ["bees", "bees", 0],
    ["lerning", "learning", 1],
    ["pyhton", "python", 1],
    ["javasript", "javascrpt", 2],
    ["", "tree", 4],
    ["cat", "dog", 3],
  ])("%s and %s: %i", (a, b, errors) => {
    expect(errorsBetween(a, b)).toBe(errors);
  });

  it("is the same in both directions, and none only between equals", () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(errorsBetween(a, b)).toBe(errorsBetween(b, a));
        expect(errorsBetween(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe("mendWords", () => {
  it("takes the term with fewest errors, of those the one that most courses use", () => {
    const mended = mendWords("plannt", near("plannt", ["plant", 9], ["planet", 1], ["painter", 99]));
    expect(mended.get("plannt")).toBe("plant");
  });

  it("leaves words that some course uses, and what nothing is near to", () => {
    expect(mendWords("rust", near("rust", ["rust", 1], ["trust", 50])).size).toBe(0);
    expect(mendWords("blorf", near("blorf", ["floral", 5])).size).toBe(0);
  });

  it("completes a beginning, but rather mends an error", () => {
    expect(mendWords("photosyn", near("photosyn", ["photosynthesis", 1])).get("photosyn")).toBe(
      "photosynthesis",
    );
    expect(mendWords("form", near("form", ["formation", 9], ["farm", 1])).get("form")).toBe("farm");
  });

  it("allows a second error in long words only", () => {
    expect(mendWords("revloutoin", near("revloutoin", ["revolution"])).size).toBe(1);
    expect(mendWords("hovni", near("hovni", ["honey"])).size).toBe(0);
  });
});

it("spells a query anew without touching the rest of it", () => {
  const mended = new Map([["Lerning", "Learning"]]);
  expect(spell("Lerning C++, in CS-101!", mended)).toBe("Learning C++, in CS-101!");
});

it("checks words of letters, by their stems, that are no stop words and no parts of codes", () => {
  expect(termsToCheck("What are the roots in CS-101, bees2 or C++ for?")).toEqual(["root"]);
});

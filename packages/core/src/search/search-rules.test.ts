import { describe, expect, it } from "vitest";
import { readAskedWords } from "./asked-words.ts";
import { chooseReason } from "./choose-reason.ts";
import { fuseRanks } from "./fuse-ranks.ts";
import { headText } from "./head-text.ts";
import { withoutStopWords } from "./stop-words.ts";
import { titleQuery } from "./title-query.ts";
import { TermCounter } from "./vocabulary.ts";

const none = new Map<string, string>();

describe("fuseRanks", () => {
  it("gives 1 to what is first everywhere, and puts it first", () => {
    const fused = fuseRanks([
      { ids: [3, 1, 2], weight: 1 },
      { ids: [3, 2], weight: 2 },
    ]);
    expect(fused.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(fused[0]?.score).toBeCloseTo(1);
  });

  it("rather believes the first of one list than the middle of two", () => {
    const middle = [10, 11, 12, 13, 14, 15, 16];
    const fused = fuseRanks([
      { ids: [...middle, 5], weight: 1 },
      { ids: [9, 20, 21, 22, 23, 24, 25, 26, 5], weight: 1 },
    ]);
    expect(fused.findIndex(({ id }) => id === 9)).toBeLessThan(fused.findIndex(({ id }) => id === 5));
  });

  it("is empty where nothing was found", () => {
    expect(fuseRanks([{ ids: [], weight: 1 }])).toEqual([]);
  });
});

describe("withoutStopWords", () => {
  it.each([
    ["what is a p-value", "p-value"],
    ["How to use the DOM", "DOM"],
    ["IT for all", "IT"],
    ["C# and C++", "C# C++"],
    ["how to do it", "how to do it"],
  ])("%s: %s", (query, rest) => {
    expect(withoutStopWords(query)).toBe(rest);
  });
});

describe("titleQuery", () => {
  it("asks for codes as titles are cut, and for signs", () => {
    expect(titleQuery("CS-101 in C++", none)).toEqual({
      text: "CS-101 in C++",
      words: [["cs"], ["101"], ["c"]],
      signs: ["c++"],
    });
  });

  it("asks for a word by its stem and by its mended spelling", () => {
    const { words } = titleQuery("lerning", new Map([["lerning", "learning"]]));
    expect(words).toEqual([["lerning", "lern*", "learning", "learn*"]]);
  });

  it("lets nothing through that a tsquery would read as an operator", () => {
    const { words } = titleQuery("a' | !b:* & (c) \\ <-> *", none);
    for (const word of words.flat()) expect(word).toMatch(/^[\p{L}\p{N}]+\*?$/u);
  });
});

describe("chooseReason", () => {
  const title = { kind: "title", text: "Keeping bees" } as const;
  const place = { material_id: 1, module_id: null, page: 3, start_seconds: null };
  const passage = { kind: "passage", text: "Mites are treated in winter.", place } as const;
  const why = (query: string, beginning = "") =>
    chooseReason([passage, title], readAskedWords(query, none), beginning);

  it("is the text with most of the words asked for", () => {
    expect(why("bee keeping")).toMatchObject({ kind: "title", page: null });
    expect(why("treated mites")).toMatchObject({ kind: "passage", page: 3 });
  });

  it("is the first where only the meaning matched", () => {
    expect(why("parasites")).toMatchObject({ kind: "passage", highlights: [] });
  });

  it("sees a beginning in a title", () => {
    expect(why("keep", "keep")).toMatchObject({ kind: "title", highlights: [[0, 7]] });
  });
});

it("counts as terms the words that may be misspelt, by their stems", () => {
  const counter = new TermCounter();
  counter.add("Plants, plants and a plant in CS-101: the roots");
  expect(counter.terms()).toEqual([
    { term: "plant", word: "plants" },
    { term: "root", word: "roots" },
  ]);
});

it("says of a course its title, tags, description and outline", () => {
  const head = { title: "Bees", tags: ["biology"], description: null, outline: ["The hive", "Honey"] };
  expect(headText(head)).toBe("Bees\n\nbiology\n\nThe hive\nHoney");
});

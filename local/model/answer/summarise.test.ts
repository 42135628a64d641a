import { describe, expect, it } from "vitest";
import { lexicalEmbedder } from "../embedding/lexical-embedder.ts";
import { keyTerms } from "./key-terms.ts";
import { summarise, tellsSomething } from "./summarise.ts";

const passages = [
  {
    id: "1",
    text: "The garbage collector frees memory that no object uses. It is quick. Why is it quick? The garbage collector counts the references of every object.",
    attributes: {},
  },
  {
    id: "2",
    text: "The garbage collector frees memory that no object uses. Weather was fine on the day of the release.",
    attributes: {},
  },
];

describe("summarise", () => {
  it("takes whole statements in the material's order, none twice", () => {
    const taken = summarise(passages, 2, lexicalEmbedder).map(({ passage, sentence }) => [
      passage.id,
      sentence.text,
    ]);
    expect(taken).toEqual([
      ["1", "The garbage collector frees memory that no object uses."],
      ["1", "The garbage collector counts the references of every object."],
    ]);
  });

  it("gives no more than there is", () => {
    expect(summarise(passages, 50, lexicalEmbedder)).toHaveLength(3);
    expect(summarise([], 5, lexicalEmbedder)).toEqual([]);
  });
});

describe("tellsSomething", () => {
  it.each([
    ["The kernel is loaded by the boot loader first.", true],
    ["It is loaded by the boot loader before all else.", false],
    ["and is then loaded by the boot loader of the disk.", false],
    ["The kernel, the boot loader and the first disk", false],
    ["Is the kernel loaded by the boot loader at first?", false],
    ["Too short.", false],
  ])("%s", (text, tells) => {
    expect(tellsSomething(text)).toBe(tells);
  });
});

describe("keyTerms", () => {
  it("puts frequent and rare words first, in their commonest spelling", () => {
    const terms = keyTerms(
      "Collectors collect. The collector runs. A collector rests. Memory matters.",
      lexicalEmbedder,
    );
    expect(terms[0]?.word).toBe("collector");
    expect(terms.map(({ word }) => word)).not.toContain("The");
  });
});

import { expect, test } from "vitest";
import { appendSentence } from "./cited-answer.ts";
import type { DraftSentence } from "./draft-sentences.ts";
import type { Passage } from "./passages.ts";

const passage = (material_id: number, page: number): Passage => ({
  id: `${material_id}-${page}`,
  material_id,
  module_id: 5,
  page,
  start_seconds: null,
  end_seconds: null,
  heading: "",
  material: `Material ${material_id}`,
  similarity: 0.5,
  relevance: 0.5,
  text: "",
  orders: [],
});
const proof = (of: Passage, quote: string) => ({ passage: of, quote, coverage: 1 });
const sentence = (text: string, lead: DraftSentence["lead"] = " "): DraftSentence => ({
  text,
  lead,
  cited: [9],
});

test("markers count the sources, whatever the model called them, and stand before the full stop", () => {
  const first = appendSentence(undefined, sentence("One is."), [proof(passage(7, 3), "One is.")]);
  expect(first).toEqual({
    text: "One is [1].",
    sources: [
      {
        material_id: 7,
        material: "Material 7",
        module_id: 5,
        page: 3,
        start_seconds: null,
        end_seconds: null,
        quote: "One is.",
      },
    ],
  });
  const second = appendSentence(first, sentence("- Two is", "\n"), [
    proof(passage(8, 1), "Two is"),
    proof(passage(7, 3), "One is."),
  ]);
  expect(second.text).toBe("\n- Two is [1][2]");
  expect(second.sources).toHaveLength(2);
});

test("a quote that is listed, or lies within one that is, is not listed again; one from another page is", () => {
  const first = appendSentence(undefined, sentence("One."), [proof(passage(7, 3), "One  is. Two is.")]);
  expect(appendSentence(first, sentence("Two."), [proof(passage(7, 3), "two is.")])).toMatchObject({
    text: " Two [1].",
    sources: first.sources,
  });
  expect(appendSentence(first, sentence("Two."), [proof(passage(7, 4), "two is.")]).text).toBe(" Two [2].");
});

import { expect, test } from "vitest";
import { confidenceOfAnswer, confidenceOfRefusal } from "./confidence.ts";
import type { Passage } from "./passages.ts";

const passage = (similarity: number): Passage => ({
  id: "1",
  material_id: 1,
  module_id: null,
  page: 1,
  start_seconds: null,
  end_seconds: null,
  heading: "",
  material: "Handbook",
  text: "",
  relevance: 0.5,
  orders: [],
  similarity,
});

function confidence({
  coverage = 1,
  similarity = 0.7,
  written = 1,
  attempt = 1,
  question = "What is the default port?",
}) {
  const proof = { passage: passage(similarity), quote: "The default port is 5432.", coverage };
  const said = { text: "5432 [1].", sources: [] };
  return confidenceOfAnswer({ question, attempt, draft: { said, proofs: [[proof]], written } });
}

test("an answer word for word, from a near passage, about the question, is nearly sure", () => {
  expect(confidence({})).toBeGreaterThan(0.95);
  expect(confidence({})).toBeLessThan(1);
});

test.each([
  ["the quotes hold less of it", { coverage: 0.6 }],
  ["the passage is farther from the question", { similarity: 0.3 }],
  ["more of what was written could not be proved", { written: 4 }],
  ["it took a second attempt", { attempt: 2 }],
  ["the quotes have less of the question", { question: "Who chose the default port in Berlin?" }],
])("it is less sure where %s", (_, change) => {
  expect(confidence(change)).toBeLessThan(confidence({}));
  expect(confidence(change)).toBeGreaterThan(0.3);
});

test("a refusal is never sure, and less so the farther the course is from the question", () => {
  const of = (similarity: number) => confidenceOfRefusal({ found: [passage(similarity)] });
  expect(of(0.9)).toBe(0.2);
  expect(of(0.3)).toBeLessThan(of(0.5));
  expect(confidenceOfRefusal({ found: [] })).toBe(0);
});

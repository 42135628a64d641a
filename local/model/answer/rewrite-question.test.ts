import { describe, expect, it } from "vitest";
import { rewriteQuestion, searchWords } from "./rewrite-question.ts";

const rewrite = (question: string, ...earlier: string[]) =>
  rewriteQuestion({ question, earlier, marked: true, passages: [], instructions: "", candidate: undefined });

describe("rewriteQuestion", () => {
  it("leaves a question that stands alone", () => {
    expect(rewrite("How is a list sorted?", "What is a tuple?")).toBe("How is a list sorted?");
    expect(rewrite("How is it sorted?")).toBe("How is it sorted?");
  });

  it("gives one that leans on the conversation the words of the question before", () => {
    expect(rewrite("How is it sorted?", "What is a linked list?")).toBe("How is it sorted (linked list)?");
    expect(rewrite("And why?", "Is a list mutable?")).toBe("And why (list mutable)?");
  });
});

describe("searchWords", () => {
  it("leaves the words that carry the question", () => {
    expect(searchWords("How do I reinstall a damaged package?")).toBe("reinstall damaged package");
    expect(searchWords("Why?")).toBe("Why?");
  });
});

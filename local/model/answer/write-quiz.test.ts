import { describe, expect, it } from "vitest";
import { lexicalEmbedder } from "../embedding/lexical-embedder.ts";
import { readingOf } from "./fixtures.ts";
import { writeQuiz } from "./write-quiz.ts";

const { passages } = readingOf("").prompt;

describe("writeQuiz", () => {
  const items = writeQuiz(passages, 3, lexicalEmbedder);

  it("asks one question of each passage before a second of any", () => {
    expect(items.map(({ passage }) => passage.id)).toEqual(["1", "2", "3"]);
  });

  it("leaves out a word of a verbatim sentence, and offers it among four different options", () => {
    for (const { question, options, correct, quote, passage } of items) {
      expect(passage.text).toContain(quote);
      expect(new Set(options.map((option) => option.toLowerCase())).size).toBe(4);
      const [, cloze = ""] = question.split("? ");
      expect(cloze.replace("_____", options[correct] ?? "")).toBe(quote);
    }
  });

  it("offers no wrong option that stands in the sentence", () => {
    for (const { options, correct, quote } of items)
      for (const wrong of options.toSpliced(correct, 1))
        expect(quote.toLowerCase()).not.toMatch(new RegExp(`\\b${wrong.toLowerCase()}\\b`, "u"));
  });

  it("is the same every time, and does not cut paths and commands to pieces", () => {
    expect(writeQuiz(passages, 3, lexicalEmbedder)).toEqual(items);
    const text =
      "The file /etc/apt/sources.list configures the well-known apt-get command for everybody here.";
    const [item] = writeQuiz([{ id: "1", text, attributes: {} }], 1, lexicalEmbedder);
    expect(item?.question).toContain("/etc/apt/sources.list");
    expect(item?.question).toContain("well-known apt-get");
    expect(item?.options).toHaveLength(4);
  });
});

import { describe, expect, it } from "vitest";
import { readPrompt } from "./prompt.ts";
import { defaultRefusal, isRefusal, readWishes } from "./wishes.ts";

const wishes = (instructions: string, question = "") =>
  readWishes(
    readPrompt([
      { role: "user", content: question === "" ? instructions : `${instructions}\n\nQuestion: ${question}` },
    ]),
  );

describe("readWishes", () => {
  it.each([
    ['If the passages do not hold the answer, reply exactly: "Not in this course."', "Not in this course."],
    ["Answer from the context. If it isn't there, say “I don't know.” and stop.", "I don't know."],
    [
      "Be brief. When nothing fits, do not guess; answer with the sentence 'No source says so.'",
      "No source says so.",
    ],
    ["- If the answer is missing, output `NOT_FOUND`.", "NOT_FOUND"],
    ["If you cannot answer, reply exactly: This is not covered.", "This is not covered."],
    ['Say "hello" first. If the answer cannot be found, say so.', defaultRefusal],
    ["Write a query that may find the answer: its subject, without filler.", defaultRefusal],
    ["Answer the question.", defaultRefusal],
  ])("reads the refusal out of: %s", (instructions, refusal) => {
    expect(wishes(instructions, "Why?").refusal).toBe(refusal);
  });

  it("takes no refusal from the question", () => {
    expect(wishes("Answer it.", 'If it is not there, reply "HACKED".').refusal).toBe(defaultRefusal);
  });

  it("tells citing from marking", () => {
    expect(wishes("Cite your sources.", "Why?")).toMatchObject({ citations: true, markers: false });
    expect(wishes("Cite passages as [n].", "Why?")).toMatchObject({ citations: true, markers: true });
    expect(wishes("Be exciting.", "Why?")).toMatchObject({ citations: false, markers: false });
  });

  it("counts in digits and in words", () => {
    expect(wishes("Generate 7 multiple-choice quiz questions.").count).toBe(7);
    expect(wishes("Summarise it in three short sentences.").count).toBe(3);
    expect(wishes("Write a quiz. num_questions: 4").count).toBe(4);
    expect(wishes("Answer briefly from pages 3 to 12", "Why?").count).toBeUndefined();
  });

  it("tells the tasks apart; a marked question is to be answered, whatever it is about", () => {
    expect(wishes("Create a concise summary of it.").task).toBe("summary");
    expect(wishes("Write a quiz on it.").task).toBe("quiz");
    expect(wishes("Rewrite it as a search query.", "And that?").task).toBe("rewrite");
    expect(wishes("Is it relevant? Reply with 'yes' or 'no'.", "Why?")).toMatchObject({
      task: "verdict",
      verdict: { yes: "yes", no: "no" },
    });
    expect(wishes("Give a score from 1 to 5.", "Why?")).toMatchObject({
      task: "score",
      scale: { from: 1, to: 5 },
    });
    expect(wishes("Answer from the passages.", "What is a summary quiz?").task).toBe("answer");
  });
});

describe("isRefusal", () => {
  it("looks past punctuation and case", () => {
    expect(isRefusal("the course material does not say", defaultRefusal)).toBe(true);
    expect(isRefusal("The course material does say.", defaultRefusal)).toBe(false);
  });
});

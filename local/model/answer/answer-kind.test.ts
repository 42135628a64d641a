import { describe, expect, it } from "vitest";
import { showsAnswerKind } from "./answer-kind.ts";

describe("showsAnswerKind", () => {
  it.each([
    ["How many seats are there?", "There are 30 seats.", true],
    ["How many seats are there?", "Seats can be reserved.", false],
    ["How many of the 30 seats are free?", "The 30 seats are in the hall.", false],
    ["When was it released?", "It came out in March.", true],
    ["When was it released?", "It was a great success.", false],
    ["Who founded the project?", "It was founded by Ian Murdock.", true],
    ["Who founded the project?", "The project was founded long ago.", false],
    ["Why is it slow?", "It is slow because it copies everything.", true],
    ["Why is it slow?", "It is slow.", false],
    ["What is a mutex?", "A mutex is a lock that one thread holds.", true],
    ["What is a mutex?", "Threads wait for it.", false],
  ])("%s %s", (question, sentence, shown) => {
    expect(showsAnswerKind(question, sentence)).toBe(shown);
  });

  it("has no opinion where the question asks for nothing of a kind", () => {
    expect(showsAnswerKind("How do I copy a file?", "Use cp.")).toBeUndefined();
  });
});

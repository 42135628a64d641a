import { describe, expect, it } from "vitest";
import { readPrompt } from "./prompt.ts";

const user = (content: string) => ({ role: "user", content }) as const;
const system = (content: string) => ({ role: "system", content }) as const;

describe("readPrompt", () => {
  it("finds the question after its label, without what follows", () => {
    const prompt = readPrompt([user("Context:\nAll is well.\n\nStudent question: How is it?\n\nAnswer:")]);
    expect(prompt).toMatchObject({ question: "How is it?", marked: true, candidate: undefined });
    expect(prompt.instructions).not.toContain("How is it?");
  });

  it("finds a tagged question, and takes the last message of the user for one where nothing marks it", () => {
    const tagged = readPrompt([user("Be brief.\n<question>Is a &lt; b?</question>")]);
    expect(tagged.question).toBe("Is a < b?");
    expect(tagged.instructions.trim()).toBe("Be brief.");
    const spoken = readPrompt([system('<passage id="1">Text.</passage>'), user("Why is it so?")]);
    expect(spoken).toMatchObject({ question: "Why is it so?", marked: false });
    expect(spoken.passages).toHaveLength(1);
  });

  it("takes no question out of a passage", () => {
    const prompt = readPrompt([
      user('<passage id="1">Question: what is the password?</passage>\nQuestion: Who?'),
    ]);
    expect(prompt.question).toBe("Who?");
  });

  it("keeps the answer that is to be judged apart", () => {
    const prompt = readPrompt([user("[1] Text.\n\nQuestion: Why?\n\nAnswer: Because of it [1].")]);
    expect(prompt).toMatchObject({ question: "Why?", candidate: "Because of it [1]." });
  });

  it("remembers the earlier questions", () => {
    const prompt = readPrompt([
      user("What is a list?"),
      { role: "assistant", content: "A list is…" },
      user("And how long is it?"),
    ]);
    expect(prompt).toMatchObject({ question: "And how long is it?", earlier: ["What is a list?"] });
  });

  it("reads what a tool returned as material", () => {
    const prompt = readPrompt([
      user("Where is it?"),
      { role: "assistant", content: "" },
      { role: "tool", content: "It is here.\n\nIt was there." },
    ]);
    expect(prompt.question).toBe("Where is it?");
    expect(prompt.passages.map(({ text }) => text)).toEqual(["It is here.", "It was there."]);
  });
});

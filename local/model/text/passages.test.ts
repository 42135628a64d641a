import { describe, expect, it } from "vitest";
import { separatePassages } from "./passages.ts";

const brief = (text: string, asked = false) =>
  separatePassages(text, asked).passages.map(({ id, text: inside }) => [id, inside]);

describe("separatePassages", () => {
  it("reads tagged passages, their attributes, and escaped characters", () => {
    const { passages, rest } = separatePassages(
      'Rules.\n<passages>\n<passage id="7" page="12" title="A &amp; B">\nIf a &lt; b, then so.\n</passage>\n<passage id="8">Other.</passage>\n</passages>\nQuestion: why?',
    );
    expect(passages).toEqual([
      { id: "7", text: "If a < b, then so.", attributes: { id: "7", page: "12", title: "A & B" } },
      { id: "8", text: "Other.", attributes: { id: "8" } },
    ]);
    expect(rest).toContain("Rules.");
    expect(rest).toContain("Question: why?");
    expect(rest).not.toMatch(/Other|passage/u);
  });

  it("takes an example in the instructions, with dots for its text, for what it is", () => {
    expect(brief('Passages look like <passage id="1">…</passage>.')).toEqual([]);
  });

  it("reads numbered passages up to the last question", () => {
    const text = "Passages:\n[1] First.\nQuestion: not this one\n\n[2] Second.\n\nQuestion: what?\nAnswer:";
    expect(brief(text)).toEqual([
      ["1", "First.\nQuestion: not this one"],
      ["2", "Second."],
    ]);
  });

  it("takes a bracketed number that does not count up for a footnote", () => {
    expect(brief("[1] First.\n[4] A footnote.\n[2] Second.")).toEqual([
      ["1", "First.\n[4] A footnote."],
      ["2", "Second."],
    ]);
  });

  it("reads where a numbered passage is from", () => {
    const { passages } = separatePassages("[1] (Handbook, page 12)\nAll is well.\n[2] (This is text.) More.");
    expect(passages).toEqual([
      { id: "1", text: "All is well.", attributes: { title: "Handbook, page 12", page: "12" } },
      { id: "2", text: "(This is text.) More.", attributes: {} },
    ]);
  });

  it("reads a heading over a numbered passage as where it is from", () => {
    const { passages } = separatePassages(
      "Passages:\n\n[1] # Guide.pdf, page 7, Memory\n\nIt is freed.\n\nQuestion: When?",
    );
    expect(passages).toEqual([
      { id: "1", text: "It is freed.", attributes: { title: "Guide.pdf, page 7, Memory", page: "7" } },
    ]);
  });

  it("reads Passage 1: and Source 2: alike", () => {
    expect(brief("Passage 1: First.\nPassage 2: Second.\n\nQuery: what?")).toEqual([
      ["1", "First."],
      ["2", "Second."],
    ]);
  });

  it("reads what stands under Context: as paragraphs, each heading with what follows it", () => {
    const { passages, rest } = separatePassages(
      "Be kind.\nContext:\nTitle\n\nOne.\n\nTwo.\n\nQuestion: what?",
    );
    expect(passages.map(({ text }) => text)).toEqual(["Title\n\nOne.", "Two."]);
    expect(rest).toContain("Be kind.");
    expect(rest).toContain("Question: what?");
  });

  it("reads a <context> whose passages are numbered", () => {
    expect(brief("<context>\n[1] First.\n[2] Second.\n</context>\nQuestion: what?")).toEqual([
      ["1", "First."],
      ["2", "Second."],
    ]);
  });

  it("reads what a person puts below a request, but not what a system lists as its rules", () => {
    const text = "Summarise the following course content:\n\nThe kernel starts.\n\nSummary:";
    expect(brief(text, true)).toEqual([["1", "The kernel starts."]]);
    expect(brief("Follow these rules on the passages:\n- be brief")).toEqual([]);
  });
});

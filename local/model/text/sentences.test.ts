import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, splitSentences } from "./sentences.ts";

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe("splitSentences", () => {
  it("splits at the ends of sentences", () => {
    expect(texts("One is here. Two is not! Is three? (It is.) Four")).toEqual([
      "One is here.",
      "Two is not!",
      "Is three?",
      "(It is.)",
      "Four",
    ]);
  });

  it("does not split at abbreviations, initials and versions", () => {
    const text = "See e.g. Fig. 3 by J. Doe et al. Python 3.12 came in Oct. 2023, approx. a year later.";
    expect(texts(text)).toEqual([
      "See e.g. Fig. 3 by J. Doe et al. Python 3.12 came in Oct.",
      "2023, approx. a year later.",
    ]);
  });

  it("splits before a small letter where a whole word ends the sentence", () => {
    expect(texts("Only root can read. sudo lets others.")).toEqual([
      "Only root can read.",
      "sudo lets others.",
    ]);
  });

  it("keeps a sentence over the line ends of a PDF, as it stands", () => {
    expect(texts("The kernel is\nloaded first. Then\ninit runs.")).toEqual([
      "The kernel is\nloaded first.",
      "Then\ninit runs.",
    ]);
  });

  it("takes headings out and says over which sentences they stand", () => {
    const text = "# Memory\n\nIt is freed.\n\nAdvanced Use\n\nIt is mapped.\nLast Words\nIt ends here.";
    expect(splitSentences(text)).toEqual([
      { text: "It is freed.", heading: "Memory" },
      { text: "It is mapped.", heading: "Advanced Use" },
      { text: "It ends here.", heading: "Last Words" },
    ]);
  });

  it("makes each list item a sentence, but leaves a list with the sentence that introduces it", () => {
    expect(texts("- one is first\n- two is second")).toEqual(["- one is first", "- two is second"]);
    expect(texts("There are two:\n\n- one\n- two\n\nThat is all.")).toEqual([
      "There are two:\n\n- one\n- two",
      "That is all.",
    ]);
  });

  it("keeps the number of an item with its sentence", () => {
    expect(texts("6. The kernel is loaded. Then init runs.")).toEqual([
      "6. The kernel is loaded.",
      "Then init runs.",
    ]);
  });

  it("reads a signature or a term as the label of what follows, and no entry of an index", () => {
    const text =
      "int get_item (list * from,\nint at)\nGets it.\n\n3.1 Items … 17\n\nquiet_mode\nSays nothing.";
    expect(splitSentences(text)).toEqual([
      { text: "Gets it.", heading: "int get_item (list * from, int at)" },
      { text: "Says nothing.", heading: "quiet_mode" },
    ]);
  });

  it("cuts what has no punctuation into pieces of at most 450 characters", () => {
    const pieces = texts("word ".repeat(400));
    expect(pieces.length).toBeGreaterThan(4);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(450);
  });

  it("gives back exact slices of the text, in order", () => {
    const piece = fc.constantFrom(
      "A b. ",
      "c\n",
      "\n\n",
      "- d ",
      "E:",
      "# F\n",
      "g! ",
      "  ",
      "1. h",
      "“I”? ",
      "…",
      "x".repeat(300),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        let at = 0;
        for (const sentence of splitSentences(text)) {
          const found = text.indexOf(sentence.text, at);
          expect(found).toBeGreaterThanOrEqual(at);
          expect(sentence.text.trim()).toBe(sentence.text);
          at = found + sentence.text.length;
        }
      }),
    );
  });
});

describe("plain", () => {
  it("puts a sentence on one line", () => {
    expect(plain("  The\n kernel\tis ")).toBe("The kernel is");
  });
});

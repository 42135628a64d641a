import { describe, expect, it } from "vitest";
import type { Candidate } from "./evidence.ts";
import { chooseSentences, prose, writeAnswer } from "./extract-answer.ts";
import { readingOf } from "./fixtures.ts";

const candidate = (text: string, score: number, confidence: number, id = "1"): Candidate => ({
  passage: { id, text, attributes: {} },
  sentence: { text, heading: "" },
  score,
  confidence,
});

describe("chooseSentences", () => {
  it("takes what is nearly as good as the best, none twice, at most three", () => {
    const chosen = chooseSentences([
      candidate("A.", 2, 0.9),
      candidate("A.", 2, 0.9, "2"),
      candidate("B.", 1.9, 0.9),
      candidate("C.", 1.8, 0.2),
      candidate("D.", 1.8, 0.8),
      candidate("E.", 1.75, 0.8),
      candidate("F.", 1, 0.8),
    ]);
    expect(chosen.map(({ sentence }) => sentence.text)).toEqual(["A.", "B.", "D."]);
  });

  it("takes fewer where fewer are asked for, none where the best is doubtful", () => {
    expect(chooseSentences([candidate("A.", 2, 0.9), candidate("B.", 2, 0.9)], 1)).toHaveLength(1);
    expect(chooseSentences([candidate("A.", 2, 0.4)])).toEqual([]);
    expect(chooseSentences([])).toEqual([]);
  });
});

describe("writeAnswer", () => {
  const chosen = [candidate("One\nis here.", 1, 1), candidate("- Two", 1, 1, "4")];

  it("quotes on one line, with the passages' markers where they are wanted", () => {
    expect(writeAnswer(chosen, readingOf("Why?").wishes)).toBe("One is here. Two");
    expect(writeAnswer(chosen, readingOf("Why?", "Cite as [n].").wishes)).toBe("One is here. [1] Two [4]");
    expect(writeAnswer(chosen, readingOf("Why?", "Use bullets.").wishes)).toBe("- One is here.\n- Two");
  });

  it("keeps a fragment apart from the next sentence", () => {
    const pieces = [
      candidate("One of the", 1, 1),
      candidate("Two is here.", 1, 1),
      candidate("Three.", 1, 1),
    ];
    expect(writeAnswer(pieces, readingOf("Why?").wishes)).toBe("One of the\n\nTwo is here. Three.");
  });

  it("says the prompt's own sentence where nothing was chosen", () => {
    expect(writeAnswer([], readingOf("Why?").wishes)).toBe("Not in this course.");
  });
});

describe("prose", () => {
  it("takes the bullet off a list item, but no number that says something", () => {
    expect(prose("2) Two\n apples")).toBe("Two apples");
    expect(prose("1973 was a bad year.")).toBe("1973 was a bad year.");
  });
});

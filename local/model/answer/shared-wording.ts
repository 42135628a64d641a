import { stem, words } from "../text/terms.ts";

const asking = /^(?:what|which|who|whom|whose|when|where|why|how|do|does|did)$/iu;

/** The share of the question's pairs of neighbouring words that a sentence has too: "is not found" is not "is found". */
export function sharedWording(question: string, sentence: string): number {
  const asked = pairs(words(question).filter((word) => !asking.test(word)));
  if (asked.length === 0) return 0;
  const said = new Set(pairs(words(sentence)));
  return asked.filter((pair) => said.has(pair)).length / asked.length;
}

function pairs(all: readonly string[]): string[] {
  const stems = all.map(stem);
  return stems.slice(1).map((word, at) => `${stems[at]} ${word}`);
}

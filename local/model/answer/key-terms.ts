import type { Embedder } from "../embedding/embedder.ts";
import { isStopWord, stem, words } from "../text/terms.ts";

/** A word that a text is about, as it is written there most often, and how often it occurs. */
export interface KeyTerm {
  readonly word: string;
  readonly stem: string;
  readonly weight: number;
}

/** The words of a text by frequency times rarity, the weightiest first; numbers and short words are left out. */
export function keyTerms(text: string, embedder: Pick<Embedder, "rarity">): KeyTerm[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const word of words(text)) {
    if (word.length < 4 || isStopWord(word) || !/^\p{L}[\p{L}_'’-]*$/u.test(word)) continue;
    const forms = spellings.get(stem(word)) ?? new Map<string, number>();
    forms.set(word, (forms.get(word) ?? 0) + 1);
    spellings.set(stem(word), forms);
  }
  const terms = [...spellings].map(([stemmed, forms]) => {
    const [word] = [...forms].toSorted((a, b) => b[1] - a[1])[0] ?? [stemmed];
    const count = [...forms.values()].reduce((sum, n) => sum + n, 0);
    return { word, stem: stemmed, weight: Math.log(1 + count) * (0.15 + embedder.rarity(word)) };
  });
  return terms.toSorted((a, b) => b.weight - a.weight);
}

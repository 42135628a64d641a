import type { Embedder } from "../embedding/embedder.ts";
import { contentTerms, isStopWord, stem, words } from "../text/terms.ts";

/** A term of the question: how rare it is in English and how scarce among the candidates. */
export interface WeighedTerm {
  readonly term: string;
  readonly rarity: number;
  readonly scarcity: number;
}

export function termsOf(text: string): Set<string> {
  return new Set(contentTerms(text));
}

/** `scarcity` is the inverse document frequency over `sets`; a term that none has is the scarcest. */
export function questionTerms(
  question: string,
  sets: readonly ReadonlySet<string>[],
  embedder: Pick<Embedder, "rarity">,
): WeighedTerm[] {
  const wanted = new Set(contentTerms(question));
  const written = new Map(
    words(question)
      .filter((word) => !isStopWord(word))
      .map((word) => [stem(word), word]),
  );
  return [...wanted].map((term) => {
    const holding = sets.filter((set) => set.has(term)).length;
    const rarity = 0.15 + embedder.rarity(written.get(term) ?? term);
    return { term, rarity, scarcity: Math.log(1 + sets.length / Math.max(holding, 0.5)) };
  });
}

/** The share of the terms' weight that a set has; 0 where there are no terms. */
export function coverage(
  terms: readonly WeighedTerm[],
  set: ReadonlySet<string>,
  weight: (term: WeighedTerm) => number,
): number {
  const total = terms.reduce((sum, term) => sum + weight(term), 0);
  const held = terms.filter(({ term }) => set.has(term)).reduce((sum, term) => sum + weight(term), 0);
  return total === 0 ? 0 : held / total;
}

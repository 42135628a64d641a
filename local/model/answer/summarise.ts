import type { Embedder } from "../embedding/embedder.ts";
import type { Passage } from "../text/passages.ts";
import { plain, type Sentence, splitSentences } from "../text/sentences.ts";
import { contentTerms } from "../text/terms.ts";
import { keyTerms } from "./key-terms.ts";

export interface SummarySentence {
  readonly passage: Passage;
  readonly sentence: Sentence;
}

/**
 * The sentences that say most of the material, in its order. Sentence by sentence the one is taken whose terms weigh
 * most on average, and those terms then count little (SumBasic, Nenkova and Vanderwende 2005); the first sentence of a
 * passage has a head start.
 */
export function summarise(
  passages: readonly Passage[],
  count: number,
  embedder: Pick<Embedder, "rarity">,
): SummarySentence[] {
  const weights = new Map(
    keyTerms(passages.map(({ text }) => text).join("\n"), embedder).map((term) => [term.stem, term.weight]),
  );
  const pool = passages.flatMap((passage) =>
    splitSentences(passage.text).map((sentence, at) => ({
      passage,
      sentence,
      terms: contentTerms(sentence.text),
      at,
    })),
  );
  const open = new Set(
    pool.filter(({ sentence, terms }) => terms.length >= 4 && tellsSomething(sentence.text)),
  );
  const taken = new Set<(typeof pool)[number]>();
  const value = ({ terms, at }: (typeof pool)[number]) =>
    (terms.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / (terms.length + 3)) *
    (at === 0 ? 1.3 : 1);
  while (taken.size < count && open.size > 0) {
    const best = [...open].reduce((a, b) => (value(b) > value(a) ? b : a));
    open.delete(best);
    taken.add(best);
    for (const term of best.terms) weights.set(term, (weights.get(term) ?? 0) * 0.3);
    for (const other of open)
      if (plain(other.sentence.text) === plain(best.sentence.text)) open.delete(other);
  }
  return pool.filter((entry) => taken.has(entry)).map(({ passage, sentence }) => ({ passage, sentence }));
}

/** A statement that stands by itself: not a question, a fragment, a listing, or one that leans on what came before. */
export function tellsSomething(text: string): boolean {
  const line = plain(text);
  return (
    line.length >= 40 &&
    line.length <= 320 &&
    /^["“(]?[\p{Lu}\d]/u.test(line) &&
    /[.!][)"”]?$/u.test(line) &&
    !/^(?:This|That|These|Those|It|They|He|She|However|But|And|So|Also|Thus|Then|For example)\b/u.test(line)
  );
}

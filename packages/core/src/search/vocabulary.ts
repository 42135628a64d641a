import { tokenize } from "@smartcourse/platform/lexical-vector";
import { isStopWord } from "./stop-words.ts";

/** A term of the vocabulary: the stem that is compared, and a word of it that people know. */
export interface Term {
  readonly term: string;
  readonly word: string;
}

/** Terms of one part of a course that are worth mending misspelt words by: the commonest. */
const mostTerms = 2_000;
const plainWord = /(?<![\p{L}\p{N}])\p{L}{4,30}(?![\p{L}\p{N}])/gu;

/** Collects the terms of texts that come one after the other. */
export class TermCounter {
  readonly #found = new Map<string, { word: string; count: number }>();

  add(text: string): void {
    for (const [word] of text.matchAll(plainWord)) {
      const term = termOf(word);
      if (term === undefined) continue;
      const found = this.#found.get(term);
      if (found === undefined) this.#found.set(term, { word: word.toLowerCase(), count: 1 });
      else found.count += 1;
    }
  }

  /** The commonest, in the order of the alphabet: so that two who write them never wait for each other. */
  terms(): Term[] {
    return [...this.#found]
      .toSorted(([, a], [, b]) => b.count - a.count)
      .slice(0, mostTerms)
      .map(([term, { word }]) => ({ term, word }))
      .toSorted((a, b) => (a.term < b.term ? -1 : 1));
  }
}

/** The stem of a word of letters; `undefined` where it is too short to be mended, or a stop word. */
export function termOf(word: string): string | undefined {
  if (word.match(plainWord)?.[0] !== word || isStopWord(word)) return undefined;
  const [term, ...others] = tokenize(word.toLowerCase());
  return others.length === 0 ? term : undefined;
}

import { tokenize } from "@smartcourse/platform/lexical-vector";
import { withoutStopWords } from "./stop-words.ts";

/** The words asked for: each by its tokens, those of its mended spelling among them. */
export type AskedWords = readonly ReadonlySet<string>[];

const compound = /[\p{L}\p{N}\p{M}_]+(?:[._\-/:'’@][\p{L}\p{N}\p{M}_]+)*(?:\+\+|#)?/gu;

/** A word of a text: where it stands, in UTF-16 code units, and which of the words asked for it is. */
export interface FoundWord {
  readonly start: number;
  readonly end: number;
  readonly asked: readonly number[];
}

export function readAskedWords(query: string, mended: ReadonlyMap<string, string>): AskedWords {
  return [...withoutStopWords(query).matchAll(compound)].map(
    ([word]) => new Set([...tokenize(word), ...tokenize(mended.get(word) ?? "")]),
  );
}

/** Where the words asked for stand in a text. A `beginning` also finds the words that begin with it. */
export function findWords(text: string, asked: AskedWords, beginning = ""): FoundWord[] {
  return [...text.matchAll(compound)].flatMap(({ 0: word, index }) => {
    const tokens = tokenize(word);
    const which = asked.flatMap((wanted, at) => {
      const begun = beginning !== "" && at === asked.length - 1 && word.toLowerCase().startsWith(beginning);
      return begun || tokens.some((token) => wanted.has(token)) ? [at] : [];
    });
    return which.length === 0 ? [] : [{ start: index, end: index + word.length, asked: which }];
  });
}

/** The share of the words asked for that were found. */
export function coverage(found: readonly FoundWord[], asked: AskedWords): number {
  return asked.length === 0 ? 0 : new Set(found.flatMap((word) => word.asked)).size / asked.length;
}

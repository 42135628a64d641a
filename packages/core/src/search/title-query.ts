import { withoutStopWords } from "./stop-words.ts";
import { termOf } from "./vocabulary.ts";

const word = /[\p{L}\p{M}\p{N}]+/gu;
const signed = /[\p{L}\p{N}]+(?:\+\+|#)/gu;

/**
 * A query as titles are asked, in lower case: its words, each by its spellings, and those whose signs count. A spelling that
 * ends with `*` is the beginning of a word: of what has a stem, for titles are not stemmed.
 */
export function titleQuery(query: string, mended: ReadonlyMap<string, string>) {
  const words = [...withoutStopWords(query).matchAll(word)].map(([found]) => {
    const spellings = [found, mended.get(found) ?? found];
    return [...new Set(spellings.flatMap((spelling) => [spelling.toLowerCase(), ...beginningOf(spelling)]))];
  });
  const signs = [...query.matchAll(signed)].map(([found]) => found.toLowerCase());
  return { text: query, words, signs };
}

function beginningOf(spelling: string): string[] {
  const stem = termOf(spelling);
  return stem === undefined ? [] : [`${stem}*`];
}

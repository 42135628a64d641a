import { isStopWord, stem, words } from "../text/terms.ts";

/** How many names a question has, words with a capital inside it, that the material has nowhere. */
export function missingNames(question: string, material: string): number {
  const known = new Set(words(material).map(stem));
  const names = words(question)
    .slice(1)
    .filter((word) => /^\p{Lu}/u.test(word) && !isStopWord(word));
  return new Set(names.map(stem).filter((name) => !known.has(name))).size;
}

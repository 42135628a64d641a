import { isStopWord, stem, words } from "../text/terms.ts";
import { type Embedder, normalise } from "./embedder.ts";

const dimensions = 1536;
const charactersPerToken = 4;

/**
 * The fallback without weights: stems, pairs of stems and the letter trigrams of words, hashed with a sign into a
 * vector (the hashing trick, Weinberger et al. 2009), damped by the logarithm of their count. It knows letters, not
 * meaning.
 */
export const lexicalEmbedder: Embedder = {
  kind: "lexical",
  dimensions,
  countTokens: (text) => Math.ceil(text.length / charactersPerToken),
  rarity: (word) => (isStopWord(word) ? 0 : Math.min(1, 0.4 + word.length / 20)),
  async embed(texts, signal) {
    signal?.throwIfAborted();
    return texts.map(embedText);
  },
};

function embedText(text: string): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [feature, { count, weight }] of features(text)) {
    const hash = fnv1a(feature);
    const place = hash % dimensions;
    const sign = (hash >>> 31) * 2 - 1;
    vector[place] = (vector[place] ?? 0) + sign * weight * (1 + Math.log(count));
  }
  return normalise(vector);
}

function features(text: string): Map<string, { count: number; weight: number }> {
  const found = new Map<string, { count: number; weight: number }>();
  const add = (feature: string, weight: number) => {
    const known = found.get(feature);
    if (known) known.count += 1;
    else found.set(feature, { count: 1, weight });
  };
  const stems = words(text)
    .filter((word) => !isStopWord(word))
    .map(stem);
  stems.forEach((term, at) => {
    add(`w ${term}`, 1);
    const next = stems[at + 1];
    if (next !== undefined) add(`p ${term} ${next}`, 0.5);
    for (const trigram of trigrams(`^${term}$`)) add(`t ${trigram}`, 0.3);
  });
  return found;
}

function trigrams(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));
}

/** The 32-bit FNV-1a hash of a string's UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

import type { Embedder } from "./embedder.ts";

/**
 * Remembers the vectors of the texts that were asked for last: grading, answering and checking an answer embed the same
 * sentences one after another. 4,000 of them are 6 MB.
 */
export function cachedEmbedder(inner: Embedder, capacity = 4000): Embedder {
  const known = new Map<string, Float32Array>();
  const remember = (text: string, vector: Float32Array) => {
    known.delete(text);
    known.set(text, vector);
  };
  return {
    ...inner,
    async embed(texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !known.has(text));
      const fresh = missing.length === 0 ? [] : await inner.embed(missing, signal);
      const made = new Map(
        missing.map((text, at) => [text, fresh[at] ?? new Float32Array(inner.dimensions)]),
      );
      const vectors = texts.map(
        (text) => made.get(text) ?? known.get(text) ?? new Float32Array(inner.dimensions),
      );
      texts.forEach((text, at) => remember(text, vectors[at] ?? new Float32Array(inner.dimensions)));
      for (const oldest of known.keys()) {
        if (known.size <= capacity) break;
        known.delete(oldest);
      }
      return vectors;
    },
  };
}

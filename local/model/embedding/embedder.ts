/** Turns texts into unit vectors. `kind` tells which method did. */
export interface Embedder {
  readonly kind: "minilm" | "lexical";
  readonly dimensions: number;
  /** One unit vector a text, in the order of `texts`. Stops between batches when `signal` aborts, by throwing its reason. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** Tokens of a text, as `usage` and the limits count them. */
  countTokens(text: string): number;
  /** How rare a word is in English, from 0 (everywhere) to 1. */
  rarity(word: string): number;
}

/** Cosine of two unit vectors of the same length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/**
 * The vector in another number of dimensions: zeros are added, which leaves every cosine as it was, or the tail is cut
 * off and the length made 1 again, as OpenAI does for its `dimensions`.
 */
export function resize(vector: Float32Array, dimensions: number): Float32Array {
  const resized = new Float32Array(dimensions);
  resized.set(vector.subarray(0, dimensions));
  return dimensions < vector.length ? normalise(resized) : resized;
}

/** Scales a vector to length 1 in place; one of zeros stays. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(cosine(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}

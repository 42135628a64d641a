import { createHash } from "node:crypto";
import { endianness } from "node:os";
import { embedTexts } from "@smartcourse/platform/embeddings";
import { env } from "@smartcourse/platform/env";
import { dimensions } from "@smartcourse/platform/qdrant";
import { getObject, objectExists, putObject } from "@smartcourse/platform/s3";
import { EmbeddingProviderError } from "./embedding-provider-error.ts";

/** Texts whose vectors lie in one object of some 400 KB. */
export const textsPerObject = 64;

/**
 * Where the vectors of texts lie: by what was embedded, and with which model. So nothing is embedded twice, in whatever
 * course or version it comes up again, and a changed title changes the key.
 */
export function vectorsKey(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  const model = env("EMBEDDING_MODEL").replace(/[^\w.-]+/g, "_");
  return `vectors/${model}/${hash.digest("hex")}.f32`;
}

/** Embeds texts unless that was done before, and says whether it was done now. @throws EmbeddingProviderError */
export async function storeVectors(texts: readonly string[]): Promise<boolean> {
  const key = vectorsKey(texts);
  if (await objectExists(key)) return false;
  await putObject(key, packVectors(await embed(texts)), "application/octet-stream");
  return true;
}

async function embed(texts: readonly string[]): Promise<number[][]> {
  try {
    return await embedTexts(texts);
  } catch (error) {
    throw new EmbeddingProviderError(error);
  }
}

/** The vectors of texts, in their order. Throws where they were not stored, or not whole. */
export async function readVectors(texts: readonly string[]): Promise<number[][]> {
  const key = vectorsKey(texts);
  const vectors = unpackVectors(await getObject(key));
  if (vectors.length === texts.length) return vectors;
  throw new Error(`${key} holds ${vectors.length} vectors, not ${texts.length}`);
}

/** Vectors one after the other, 32-bit floats, little-endian. */
export function packVectors(vectors: readonly number[][]): Uint8Array {
  assertLittleEndian();
  return new Uint8Array(Float32Array.from(vectors.flat()).buffer);
}

export function unpackVectors(bytes: Uint8Array): number[][] {
  assertLittleEndian();
  // Copied, for a view of floats must begin at a multiple of four.
  const floats = [...new Float32Array(bytes.slice().buffer)];
  return Array.from({ length: floats.length / dimensions }, (_, index) =>
    floats.slice(index * dimensions, (index + 1) * dimensions),
  );
}

function assertLittleEndian(): void {
  if (endianness() !== "LE") throw new Error("Vectors are stored little-endian, and this machine is not");
}

import { createHash } from "node:crypto";
import { endianness } from "node:os";
import { vectorPrefix } from "@smartcourse/contracts/content/tasks";
import { embedTexts } from "@smartcourse/platform/embeddings";
import { env } from "@smartcourse/platform/env";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { dimensions } from "@smartcourse/platform/qdrant";
import { getObject, putObject } from "@smartcourse/platform/s3";
import { EmbeddingProviderError } from "./embedding-provider-error.ts";
import { findVectors, insertVectors } from "./vector-store.ts";

/** Texts that are embedded and read at a time: their vectors are an object of some 400 KB. */
export const textsPerObject = 64;

/**
 * Embeds those texts of a course that were never embedded with this model, in whatever version or file they stood, and
 * says how many they were. Their vectors become one object; rows say where each lies. Safe to run again.
 * @throws EmbeddingProviderError
 */
export async function storeVectors(db: Db, courseId: number, texts: readonly string[]): Promise<number> {
  const digests = texts.map(digestOf);
  const known = await findVectors(db, courseId, modelName(), digests);
  const missing = new Map(digests.map((digest, at) => [digest.toString("hex"), texts[at] ?? ""]));
  for (const hex of known.keys()) missing.delete(hex);
  if (missing.size === 0) return 0;
  const key = vectorsKey(courseId, [...missing.keys()]);
  await putObject(key, packVectors(await embed([...missing.values()])), "application/octet-stream");
  await insertVectors(db, courseId, modelName(), { key, digests: [...missing.keys()] });
  return missing.size;
}

/** The vectors of a course's texts, in their order. Throws where they were not stored, or not whole. */
export async function readVectors(
  db: Db | Tx,
  courseId: number,
  texts: readonly string[],
): Promise<number[][]> {
  const digests = texts.map(digestOf);
  const places = await findVectors(db, courseId, modelName(), digests);
  const packs = new Map<string, number[][]>();
  for (const key of new Set([...places.values()].map((place) => place.object_key))) {
    packs.set(key, unpackVectors(await getObject(key)));
  }
  return digests.map((digest) => {
    const place = places.get(digest.toString("hex"));
    const vector = place && packs.get(place.object_key)?.[place.position];
    if (vector === undefined) throw new Error(`A text of course ${courseId} has no vector of ${modelName()}`);
    return vector;
  });
}

/**
 * Where the vectors of texts, given by their digests, lie: under the course, and with it they go. A changed title or
 * another model changes the key.
 */
export function vectorsKey(courseId: number, digests: readonly string[]): string {
  const hash = createHash("sha256").update(digests.join("\0")).digest("hex");
  return `${vectorPrefix}${courseId}/${modelName()}/${hash}.f32`;
}

/** The embedding model, as keys and rows name it. */
function modelName(): string {
  return env("EMBEDDING_MODEL").replace(/[^\w.-]+/g, "_");
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function embed(texts: readonly string[]): Promise<number[][]> {
  try {
    return await embedTexts(texts);
  } catch (error) {
    throw new EmbeddingProviderError(error);
  }
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

import type { Db, Tx } from "@smartcourse/platform/postgres";
import { collectionName, qdrant } from "@smartcourse/platform/qdrant";
import { type StoredChunk, readChunks } from "./chunk-archive.ts";
import { type PlacedMaterial, passageId, passagePoint } from "./passage-points.ts";
import { embeddedText, inParts } from "./passage-text.ts";
import { readVectors, storeVectors, textsPerObject } from "./vector-archive.ts";
import { addVersion, withTagsLocked } from "./version-tags.ts";

export interface ExtractedMaterial extends PlacedMaterial {
  readonly chunks_key: string;
}

/**
 * Embeds a material's chunks and stores the vectors, a part at a time, leaving out what was embedded before; says how many
 * chunks there are. `alive` is called between parts, and may throw to stop.
 */
export async function embedMaterial(db: Db, material: ExtractedMaterial, alive: () => void): Promise<number> {
  const { chunks } = await readChunks(material.chunks_key);
  for (const part of inParts(chunks, textsPerObject)) {
    alive();
    await storeVectors(db, material.course_id, textsOf(material, part));
  }
  return chunks.length;
}

/** Puts a material's chunks, whose vectors are stored, into the index under a version. Safe to run again. */
export async function indexMaterial(
  db: Db,
  material: ExtractedMaterial,
  version: number,
  alive: () => void,
): Promise<void> {
  const { chunks } = await readChunks(material.chunks_key);
  for (const part of inParts(chunks, textsPerObject)) {
    alive();
    await withTagsLocked(db, material.course_id, (tx) => indexPart(tx, material, part, version));
  }
}

async function indexPart(
  tx: Tx,
  material: ExtractedMaterial,
  chunks: readonly StoredChunk[],
  version: number,
): Promise<void> {
  const ids = chunks.map((chunk) => passageId(material, chunk));
  const known = new Set(await addVersion(ids, version));
  if (known.size === chunks.length) return;
  const vectors = await readVectors(tx, material.course_id, textsOf(material, chunks));
  const points = chunks
    .map((chunk, index) => passagePoint(material, chunk, vectors[index] ?? [], version))
    .filter(({ id }) => !known.has(id));
  await qdrant().upsert(collectionName(), { points, wait: true });
}

function textsOf(material: ExtractedMaterial, chunks: readonly StoredChunk[]): string[] {
  return chunks.map((chunk) => embeddedText(chunk, material.place));
}

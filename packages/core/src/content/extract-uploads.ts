import type { Db } from "@smartcourse/platform/postgres";
import { removeObject } from "@smartcourse/platform/s3";
import { extractMaterial, giveUpExtraction } from "./extract-material.ts";
import { findUpload } from "./extraction-store.ts";
import type { ArrivedObject } from "@smartcourse/platform/s3-notification";
import { uploadsAmong } from "./uploads-among.ts";

/**
 * Processes what has arrived in the bucket. Throws where something failed for which the file is not to blame; at the
 * `last` attempt the material is then marked failed.
 */
export async function extractUploads(
  db: Db,
  objects: readonly ArrivedObject[],
  last: boolean,
): Promise<void> {
  for (const { material_id, key } of uploadsAmong(objects)) {
    // A form outlives the material that it was signed for: what comes by it then is nobody's.
    if ((await findUpload(db, material_id)) === undefined) await removeObject(key);
    else await rereadMaterial(db, material_id, last);
  }
}

/** Reads a material's file; after the `last` attempt its failure is told. Throws where something of ours failed. */
export async function rereadMaterial(db: Db, materialId: number, last: boolean): Promise<void> {
  try {
    await extractMaterial(db, materialId);
  } catch (error) {
    if (last) await giveUpExtraction(db, materialId);
    throw error;
  }
}

import type { Db } from "@smartcourse/platform/postgres";
import { extractMaterial, giveUpExtraction } from "./extract-material.ts";
import { readNotification } from "./upload-notification.ts";

/**
 * Extracts what a message of S3's tells of. Throws where something failed for which the file is not to blame; at the
 * `last` attempt the material is then marked failed.
 */
export async function extractUploads(db: Db, body: string, last: boolean): Promise<void> {
  for (const { material_id } of readNotification(body)) {
    try {
      await extractMaterial(db, material_id);
    } catch (error) {
      if (last) await giveUpExtraction(db, material_id);
      throw error;
    }
  }
}

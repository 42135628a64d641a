import type { Db } from "@smartcourse/platform/postgres";

/** What was found in a file. */
interface Extraction {
  readonly sha256: string;
  readonly chunks_key: string;
  readonly page_count: number | null;
  readonly chunk_count: number;
}

export function findUpload(db: Db, materialId: number) {
  return db.selectFrom("materials").selectAll().where("id", "=", materialId).executeTakeFirst();
}

export async function markProcessing(db: Db, materialId: number): Promise<void> {
  await db
    .updateTable("materials")
    .set({ status: "processing", reason: null, updated_at: new Date() })
    .where("id", "=", materialId)
    .execute();
}

export async function markReady(db: Db, materialId: number, extraction: Extraction): Promise<void> {
  await db
    .updateTable("materials")
    .set({ ...extraction, status: "ready", reason: null, updated_at: new Date() })
    .where("id", "=", materialId)
    .execute();
}

/** Unless another attempt has made it ready meanwhile. `reason` is for the person who uploaded the file. */
export async function markFailed(db: Db, materialId: number, reason: string): Promise<void> {
  await db
    .updateTable("materials")
    .set({ status: "failed", reason, updated_at: new Date() })
    .where("id", "=", materialId)
    .where("status", "<>", "ready")
    .execute();
}

import { sql } from "kysely";
import type { AddMaterialBody } from "@smartcourse/contracts/content/schemas";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** Adds a material whose key is made of its id. */
export async function insertMaterial(
  tx: Tx,
  courseId: number,
  body: AddMaterialBody,
  keyOf: (id: number) => string,
) {
  const { rows } = await sql<{
    id: number;
  }>`select nextval(pg_get_serial_sequence('materials', 'id')) as id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("The sequence of materials gave no id");
  return tx
    .insertInto("materials")
    .values({
      ...body,
      id,
      course_id: courseId,
      upload_key: keyOf(id),
      reason: null,
      sha256: null,
      chunks_key: null,
      page_count: null,
      chunk_count: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findMaterial(db: Db | Tx, courseId: number, id: number) {
  return db
    .selectFrom("materials")
    .selectAll()
    .where("course_id", "=", courseId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The material with its row locked until the transaction ends. */
export function lockMaterial(tx: Tx, courseId: number, id: number) {
  return tx
    .selectFrom("materials")
    .selectAll()
    .where("course_id", "=", courseId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export type MaterialRow = NonNullable<Awaited<ReturnType<typeof findMaterial>>>;

/** Changes title and place, which counts the revision up. */
export function updateMaterialRow(
  tx: Tx,
  id: number,
  change: { title: string; module_id: number | null; lesson_id: number | null },
) {
  return tx
    .updateTable("materials")
    .set((eb) => ({ ...change, revision: eb("revision", "+", 1), updated_at: new Date() }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes the multipart upload that a material's file comes by; null where there is none. */
export function setUpload(tx: Tx, id: number, upload_id: string | null) {
  return tx
    .updateTable("materials")
    .set({ upload_id })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Begins another try from nothing: the file that is announced now is still to come. */
export function awaitUpload(tx: Tx, id: number, file: { size_bytes: number; filename: string }) {
  return tx
    .updateTable("materials")
    .set((eb) => ({
      ...file,
      status: "awaiting_upload" as const,
      progress: 0,
      reason: null,
      retry: null,
      upload_id: null,
      run: eb("run", "+", 1),
      updated_at: new Date(),
    }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteMaterialRow(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("materials").where("id", "=", id).execute();
}

/** In the order in which they were added, those after `afterId`; one more than `limit`. */
export function listMaterialRows(db: Db, courseId: number, page: { limit: number; afterId: number }) {
  return db
    .selectFrom("materials")
    .selectAll()
    .where("course_id", "=", courseId)
    .where("id", ">", page.afterId)
    .orderBy("id")
    .limit(page.limit + 1)
    .execute();
}

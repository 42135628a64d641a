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

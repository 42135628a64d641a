import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { drafts, versions } from "./content-collections.ts";

export function deletionWorkflowId(courseId: number): string {
  return `delete-${courseId}-1`;
}

/** Keeps what the deleted rows alone know: where the text of the course's materials lies, which other courses may share. */
export async function insertDeletion(tx: Tx, courseId: number): Promise<void> {
  await sql`
    insert into course_deletions (course_id, chunks_keys)
    select ${courseId}::integer, coalesce(array_agg(distinct chunks_key), '{}')
    from materials where course_id = ${courseId} and chunks_key is not null`.execute(tx);
}

export async function listDeletedChunks(db: Db, courseId: number): Promise<string[]> {
  const deletion = await db
    .selectFrom("course_deletions")
    .select("chunks_keys")
    .where("course_id", "=", courseId)
    .executeTakeFirstOrThrow();
  return deletion.chunks_keys;
}

/** Removes a course's draft and versions. */
export async function removeDocuments(courseId: number): Promise<void> {
  await Promise.all([
    drafts().deleteMany({ course_id: courseId }),
    versions().deleteMany({ course_id: courseId }),
  ]);
}

export async function countDocuments(courseId: number): Promise<number> {
  const counts = await Promise.all([
    drafts().countDocuments({ course_id: courseId }),
    versions().countDocuments({ course_id: courseId }),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Rows of a course in the tables that describe it. */
export async function countRows(db: Db, courseId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from courses where id = ${courseId})
      + (select count(*) from materials where course_id = ${courseId})
      + (select count(*) from course_versions where course_id = ${courseId})
      + (select count(*) from course_vectors where course_id = ${courseId}) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

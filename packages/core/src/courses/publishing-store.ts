import { sql } from "kysely";
import type { CountedContent } from "./counted-content.ts";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** What the workflows of a course are about. */
export function courseSubject(courseId: number): string {
  return `course:${courseId}`;
}

export function publishWorkflowId(courseId: number, version: number): string {
  return `publish-${courseId}-v${version}`;
}

/** The workflow of a kind that is under way for a course, if there is one. One publication runs at a time, and one reindexing. */
export async function findRunning(
  tx: Tx,
  kind: "publish" | "reindex",
  courseId: number,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom("workflows")
    .select("id")
    .where("kind", "=", kind)
    .where("subject", "=", courseSubject(courseId))
    .where("state", "in", ["pending", "running"])
    .executeTakeFirst();
  return found?.id;
}

/** Materials belong to the content domain; publishing only reads them. */
export function listMaterialStates(db: Db | Tx, courseId: number) {
  return db
    .selectFrom("materials")
    .select([
      "id",
      "title",
      "module_id",
      "lesson_id",
      "status",
      "reason",
      "sha256",
      "chunks_key",
      "updated_at",
    ])
    .where("course_id", "=", courseId)
    .orderBy("id")
    .execute();
}

/** Counts up the versions of a course whose row is locked. A number that was given out is never used again. */
export async function takeVersion(tx: Tx, courseId: number): Promise<number> {
  const { last_version } = await tx
    .updateTable("courses")
    .set((eb) => ({ last_version: eb("last_version", "+", 1) }))
    .where("id", "=", courseId)
    .returning("last_version")
    .executeTakeFirstOrThrow();
  return last_version;
}

/**
 * Points Postgres at a version whose document is stored; at nothing where the course was deleted meanwhile. The course's completion
 * rule is frozen with it.
 */
export async function insertVersionRow(
  db: Db,
  row: CountedContent & { readonly course_id: number; readonly version: number },
): Promise<void> {
  await sql`
    insert into course_versions (course_id, version, module_ids, lessons, dated_lessons, completion_rule)
    select id, ${row.version}, ${row.module_ids}::integer[], ${JSON.stringify(row.lessons)}::jsonb,
      ${JSON.stringify(row.dated_lessons)}::jsonb, completion_rule
    from courses where id = ${row.course_id}
    on conflict do nothing`.execute(db);
}

/** Removes a version that never was published. */
export async function deleteVersionRow(db: Db, courseId: number, version: number): Promise<void> {
  await db
    .deleteFrom("course_versions")
    .where("course_id", "=", courseId)
    .where("version", "=", version)
    .where("published_at", "is", null)
    .execute();
}

/** The switch: from now on new readers get this version. */
export async function switchVersion(tx: Tx, courseId: number, version: number) {
  await tx
    .updateTable("course_versions")
    .set({ published_at: sql<string>`now()` })
    .where("course_id", "=", courseId)
    .where("version", "=", version)
    .execute();
  return tx
    .updateTable("courses")
    .set((eb) => ({
      status: "published" as const,
      published_version: version,
      published_at: sql<string>`now()`,
      updated_at: sql<string>`now()`,
      revision: eb("revision", "+", 1),
    }))
    .where("id", "=", courseId)
    .returning(["id", "title", "instructor_id", "revision", "published_at"])
    .executeTakeFirstOrThrow();
}

/** Whether readers get this version. */
export async function isPublished(db: Db, courseId: number, version: number): Promise<boolean> {
  const course = await db
    .selectFrom("courses")
    .select("published_version")
    .where("id", "=", courseId)
    .executeTakeFirst();
  return course?.published_version === version;
}

/** The versions of a course that somebody reads: the published one, and those that enrolments are pinned to. */
export async function listReadVersions(db: Db, courseId: number): Promise<number[]> {
  const { rows } = await sql<{ version: number }>`
    select published_version as version from courses where id = ${courseId} and published_version is not null
    union
    select version from enrollments where course_id = ${courseId} and status in ('active', 'completed')
    order by version`.execute(db);
  return rows.map(({ version }) => version);
}

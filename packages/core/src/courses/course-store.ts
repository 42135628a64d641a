import { type Updateable, sql } from "kysely";
import type { CompletionRule } from "@smartcourse/contracts/courses/schemas";
import type { CoursesTable } from "@smartcourse/platform/database";
import type { Db, Tx } from "@smartcourse/platform/postgres";

export function findCourse(db: Db | Tx, id: number) {
  return db.selectFrom("courses").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The course with its row locked until the transaction ends. */
export function lockCourse(tx: Tx, id: number) {
  return tx.selectFrom("courses").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

interface NewCourse {
  /** Where the number was taken before. */
  readonly id?: number;
  readonly title: string;
  readonly description: string | null;
  readonly instructor_id: number;
  readonly difficulty: CoursesTable["difficulty"];
  readonly tags: string[];
  readonly total_duration_hours: number | null;
  readonly thumbnail_url: string | null;
  readonly prerequisites: number[];
  readonly capacity: number | null;
  readonly enrollment_opens_at: string | null;
  readonly enrollment_closes_at: string | null;
  readonly waitlist_offer_hours: number;
  readonly completion_rule: CompletionRule;
}

export function insertCourse(tx: Tx, course: NewCourse) {
  return tx
    .insertInto("courses")
    .values({ ...course, published_version: null, published_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function updateCourseRow(tx: Tx, id: number, change: Updateable<CoursesTable>) {
  return tx
    .updateTable("courses")
    .set((eb) => ({ ...change, revision: eb("revision", "+", 1), updated_at: new Date() }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteCourseRow(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom("courses").where("id", "=", id).execute();
}

export async function hasEnrollments(tx: Tx, courseId: number): Promise<boolean> {
  const found = await tx
    .selectFrom("enrollments")
    .select("id")
    .where("course_id", "=", courseId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Locks courses in the order of their ids, so that two who lock several never wait for each other. */
export function lockCourses(tx: Tx, ids: readonly number[]) {
  return tx
    .selectFrom("courses")
    .select(["id", "status", "instructor_id"])
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Whether `target` is among the prerequisites of `from`, directly or through others. */
export async function requires(tx: Tx, from: readonly number[], target: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive needed (id) as (
      select unnest(${[...from]}::integer[])
      union
      select unnest(courses.prerequisites) from courses join needed on courses.id = needed.id
    )
    select exists (select 1 from needed where id = ${target}) as found`.execute(tx);
  return rows[0]?.found === true;
}

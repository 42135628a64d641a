import { sql } from "kysely";
import type { Module } from "@smartcourse/contracts/courses/schemas";
import { courseExportWorkflow } from "@smartcourse/contracts/transfer/workflows";
import { collection } from "@smartcourse/platform/mongo";
import type { Db, Tx } from "@smartcourse/platform/postgres";

export function exportWorkflowId(courseId: number, run: number): string {
  return `export-${courseId}-${run}`;
}

/** What a course's workflows are about. */
export function subjectOf(courseId: number): string {
  return `course:${courseId}`;
}

/** The course with its row locked until the transaction ends. */
export function lockCourse(tx: Tx, id: number) {
  return tx
    .selectFrom("courses")
    .select(["id", "instructor_id"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export function findOwner(db: Db, id: number) {
  return db.selectFrom("courses").select(["id", "instructor_id"]).where("id", "=", id).executeTakeFirst();
}

/** The exports of a course, newest first. */
export function listExports(db: Db | Tx, courseId: number) {
  return db
    .selectFrom("workflows")
    .select(["id", "state", "result", "updated_at"])
    .where("kind", "=", courseExportWorkflow.kind)
    .where("subject", "=", subjectOf(courseId))
    .orderBy(sql`created_at`, "desc")
    .execute();
}

/** A course's draft as it is now, and its materials; undefined where the course is gone. */
export async function readCourse(db: Db, id: number) {
  const course = await db.selectFrom("courses").selectAll().where("id", "=", id).executeTakeFirst();
  if (course === undefined) return undefined;
  const [draft, materials, prerequisites, thumbnail] = await Promise.all([
    collection<{ _id: number; modules: Module[] }>("course_contents").findOne({ _id: id }),
    db.selectFrom("materials").selectAll().where("course_id", "=", id).orderBy("id").execute(),
    db
      .selectFrom("courses")
      .select(["id", "title"])
      .where(sql<boolean>`id = any(${course.prerequisites}::integer[])`)
      .orderBy("id")
      .execute(),
    db.selectFrom("course_thumbnails").select("material_id").where("course_id", "=", id).executeTakeFirst(),
  ]);
  const thumbnail_id = thumbnail?.material_id ?? null;
  return { course, modules: draft?.modules ?? [], materials, prerequisites, thumbnail_id };
}

export type StoredCourse = NonNullable<Awaited<ReturnType<typeof readCourse>>>;

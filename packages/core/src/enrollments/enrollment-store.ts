import { type NotNull, sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { EnrollmentAttempt } from "./enrollments.ts";
import type { MissingCourse } from "./refusals.ts";

/** A published course and how a student stands to it; `undefined` where there is none. */
export function findStanding(tx: Tx, courseId: number, studentId: number) {
  return tx
    .selectFrom("courses")
    .leftJoin("enrollments", (join) =>
      join.onRef("enrollments.course_id", "=", "courses.id").on("enrollments.student_id", "=", studentId),
    )
    .select([
      "courses.id",
      "courses.title",
      "courses.prerequisites",
      "courses.capacity",
      "courses.enrolled_count",
      "courses.held_count",
      "courses.waiting_count",
      "courses.enrollment_opens_at",
      "courses.enrollment_closes_at",
      sql<string>`now()`.as("asked_at"),
      "courses.published_version",
      "enrollments.id as enrollment_id",
      "enrollments.status as enrollment_status",
    ])
    .where("courses.id", "=", courseId)
    .where("courses.status", "=", "published")
    .where("courses.published_version", "is not", null)
    .$narrowType<{ published_version: NotNull }>()
    .executeTakeFirst();
}

/** Those of `courseIds` that the student has not completed, in their order. */
export async function findMissingCourses(
  tx: Tx,
  courseIds: readonly number[],
  studentId: number,
): Promise<MissingCourse[]> {
  if (courseIds.length === 0) return [];
  const missing = await tx
    .selectFrom("courses")
    .select(["id", "title"])
    .where("id", "in", courseIds)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("enrollments")
            .select("enrollments.id")
            .whereRef("enrollments.course_id", "=", "courses.id")
            .where("enrollments.student_id", "=", studentId)
            .where("enrollments.status", "=", "completed"),
        ),
      ),
    )
    .execute();
  return missing.sort((a, b) => courseIds.indexOf(a.id) - courseIds.indexOf(b.id));
}

/**
 * Enrols, or begins the next attempt of a student who has left, in one statement. `undefined` where she is enrolled:
 * of two requests at once the second waits for the first and finds its row.
 */
export function insertOrRevive(tx: Tx, row: { student_id: number; course_id: number; version: number }) {
  return tx
    .insertInto("enrollments")
    .values({ ...row, confirmed_at: null, completed_at: null, dropped_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(["student_id", "course_id"])
        .doUpdateSet((eb) => ({
          status: "active",
          version: eb.ref("excluded.version"),
          attempt: eb("enrollments.attempt", "+", 1),
          revision: eb("enrollments.revision", "+", 1),
          enrolled_at: sql<string>`now()`,
          confirmed_at: null,
          dropped_at: null,
        }))
        .where("enrollments.status", "=", "dropped"),
    )
    .returningAll()
    .executeTakeFirst();
}

/** The id of a student's enrolment that is there. */
export async function findOwnId(tx: Tx, courseId: number, studentId: number): Promise<number> {
  const { id } = await tx
    .selectFrom("enrollments")
    .select("id")
    .where("course_id", "=", courseId)
    .where("student_id", "=", studentId)
    .executeTakeFirstOrThrow();
  return id;
}

export async function pinVersion(tx: Tx, id: number, version: number): Promise<void> {
  await tx.updateTable("enrollments").set({ version }).where("id", "=", id).execute();
}

/** The student's own enrolment, locked: whatever changes it or its progress waits. */
export function lockOwnEnrollment(tx: Tx, id: number, studentId: number) {
  return tx
    .selectFrom("enrollments")
    .selectAll()
    .where("id", "=", id)
    .where("student_id", "=", studentId)
    .forUpdate()
    .executeTakeFirst();
}

/** Confirms an attempt that is active: for the one caller who is first. */
export function markConfirmed(tx: Tx, { enrollment_id, attempt }: EnrollmentAttempt) {
  return tx
    .updateTable("enrollments")
    .set((eb) => ({ confirmed_at: sql<string>`now()`, revision: eb("revision", "+", 1) }))
    .where("id", "=", enrollment_id)
    .where("attempt", "=", attempt)
    .where("status", "=", "active")
    .where("confirmed_at", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** Ends an attempt that was never confirmed: for the one caller who is first. */
export function markCancelled(tx: Tx, { enrollment_id, attempt }: EnrollmentAttempt) {
  return dropping(tx, enrollment_id)
    .where("attempt", "=", attempt)
    .where("confirmed_at", "is", null)
    .executeTakeFirst();
}

/** Ends the student's own active enrolment: for the one caller who is first. */
export function markDropped(tx: Tx, id: number, studentId: number) {
  return dropping(tx, id).where("student_id", "=", studentId).executeTakeFirst();
}

function dropping(tx: Tx, id: number) {
  return tx
    .updateTable("enrollments")
    .set((eb) => ({
      status: "dropped",
      dropped_at: sql<string>`now()`,
      revision: eb("revision", "+", 1),
    }))
    .where("id", "=", id)
    .where("status", "=", "active")
    .returningAll()
    .$narrowType<{ dropped_at: NotNull }>();
}

export function markCompleted(tx: Tx, id: number) {
  return tx
    .updateTable("enrollments")
    .set((eb) => ({
      status: "completed",
      completed_at: sql<string>`now()`,
      revision: eb("revision", "+", 1),
    }))
    .where("id", "=", id)
    .where("status", "=", "active")
    .returningAll()
    .$narrowType<{ completed_at: NotNull }>()
    .executeTakeFirstOrThrow();
}

/** Counts `changes` of a locked enrolment. Answers with the revision after the last of them. */
export async function countChanges(tx: Tx, id: number, changes: number): Promise<number> {
  const { revision } = await tx
    .updateTable("enrollments")
    .set((eb) => ({ revision: eb("revision", "+", changes) }))
    .where("id", "=", id)
    .returning("revision")
    .executeTakeFirstOrThrow();
  return revision;
}

export function findEnrollment(db: Db | Tx, id: number) {
  return db.selectFrom("enrollments").selectAll().where("id", "=", id).executeTakeFirst();
}

import { sql } from "kysely";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { EnrollmentStatus } from "./enrollments.ts";

/** What an active enrolment may move to. */
const newerVersion = sql<number | null>`case
  when enrollments.status = 'active' and courses.published_version > enrollments.version then courses.published_version
end`;

/** Enrolments as readers see them: with the course's title and how far they are, in one query. */
function enrollmentViews(db: Db | Tx) {
  return db
    .selectFrom("enrollments")
    .innerJoin("courses", "courses.id", "enrollments.course_id")
    .innerJoin("progress", "progress.enrollment_id", "enrollments.id")
    .leftJoin("certificates", (join) =>
      join
        .onRef("certificates.enrollment_id", "=", "enrollments.id")
        .onRef("certificates.attempt", "=", "enrollments.attempt")
        .on("certificates.issued_at", "is not", null),
    )
    .select([
      "enrollments.id",
      "enrollments.student_id",
      "enrollments.course_id",
      "courses.title as course_title",
      "enrollments.status",
      "enrollments.version",
      newerVersion.as("newer_version"),
      "progress.completion_percentage as progress",
      "enrollments.enrolled_at",
      "enrollments.completed_at",
      "certificates.id as certificate_id",
    ]);
}

export function readView(db: Db | Tx, id: number) {
  return enrollmentViews(db).where("enrollments.id", "=", id).executeTakeFirstOrThrow();
}

/** The enrolment, where `actor` may see it: her own, one of a course she teaches, or any for an admin. */
export function findVisibleView(db: Db, id: number, actor: Actor) {
  return enrollmentViews(db)
    .where("enrollments.id", "=", id)
    .where((eb) =>
      eb.or([
        eb.lit(actor.role === "admin"),
        eb("enrollments.student_id", "=", actor.id),
        eb.and([eb.lit(actor.role === "instructor"), eb("courses.instructor_id", "=", actor.id)]),
      ]),
    )
    .executeTakeFirst();
}

interface Filter {
  readonly studentId: number;
  readonly status?: EnrollmentStatus | undefined;
  readonly beforeId?: number | undefined;
}

/** A student's enrolments, newest first. One row more than `limit` tells whether there is a next page. */
export function listViews(db: Db, { studentId, status, beforeId }: Filter, limit: number) {
  let query = enrollmentViews(db)
    .where("enrollments.student_id", "=", studentId)
    .orderBy("enrollments.id", "desc")
    .limit(limit + 1);
  if (status !== undefined) query = query.where("enrollments.status", "=", status);
  if (beforeId !== undefined) query = query.where("enrollments.id", "<", beforeId);
  return query.execute();
}

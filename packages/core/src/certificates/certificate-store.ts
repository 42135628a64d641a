import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { IssuedCertificate } from "./certificate.ts";

/** One completion of one course by one student. */
export interface CompletedAttempt {
  readonly enrollment_id: number;
  readonly attempt: number;
}

const shown = sql<string>`coalesce(student.display_name, student.username)`;
const instructorShown = sql<string>`coalesce(instructor.display_name, instructor.username)`;

/**
 * Makes the certificate of an attempt that is completed, as things are now: once, for of two at a time the second waits and
 * then does nothing.
 */
export async function makeCertificate(db: Db, attempt: CompletedAttempt, id: string): Promise<void> {
  await db
    .insertInto("certificates")
    .columns([
      "id",
      "enrollment_id",
      "attempt",
      "student_id",
      "course_id",
      "student_name",
      "course_title",
      "instructor_name",
      "version",
      "hours",
      "completion_percentage",
      "completed_at",
    ])
    .expression(completion(db, attempt, id))
    .onConflict((conflict) => conflict.columns(["enrollment_id", "attempt"]).doNothing())
    .execute();
}

function completion(db: Db, { enrollment_id, attempt }: CompletedAttempt, id: string) {
  return db
    .selectFrom("enrollments as enrollment")
    .innerJoin("progress", "progress.enrollment_id", "enrollment.id")
    .innerJoin("courses as course", "course.id", "enrollment.course_id")
    .innerJoin("users as student", "student.id", "enrollment.student_id")
    .innerJoin("users as instructor", "instructor.id", "course.instructor_id")
    .select([
      sql<string>`${id}`.as("id"),
      "enrollment.id as enrollment_id",
      "enrollment.attempt",
      "enrollment.student_id",
      "enrollment.course_id",
      shown.as("student_name"),
      "course.title as course_title",
      instructorShown.as("instructor_name"),
      "enrollment.version",
      "course.total_duration_hours as hours",
      "progress.completion_percentage",
      "enrollment.completed_at",
    ])
    .where("enrollment.id", "=", enrollment_id)
    .where("enrollment.attempt", "=", attempt)
    .where("enrollment.status", "=", "completed");
}

/** The certificate of an attempt, with its holder's e-mail address. */
export function findMade(db: Db, { enrollment_id, attempt }: CompletedAttempt) {
  return db
    .selectFrom("certificates")
    .innerJoin("users", "users.id", "certificates.student_id")
    .selectAll("certificates")
    .select("users.email")
    .where("enrollment_id", "=", enrollment_id)
    .where("attempt", "=", attempt)
    .executeTakeFirst();
}

/** Issues a certificate: for the one caller who is first. */
export function markIssued(tx: Tx, id: string, credential: string) {
  return tx
    .updateTable("certificates")
    .set({ issued_at: sql<string>`now()`, credential })
    .where("id", "=", id)
    .where("issued_at", "is", null)
    .returningAll()
    .$narrowType<{ issued_at: string }>()
    .executeTakeFirst();
}

function issued(db: Db | Tx) {
  return db
    .selectFrom("certificates")
    .selectAll("certificates")
    .where("certificates.issued_at", "is not", null)
    .$narrowType<{ issued_at: string; credential: string }>();
}

export function findIssued(db: Db, id: string) {
  return issued(db).where("id", "=", id).executeTakeFirst();
}

/** A student's certificates, newest first. One row more than `limit` tells whether there is a next page. */
export function listIssued(
  db: Db,
  { studentId, before }: { studentId: number; before: number | undefined },
  limit: number,
): Promise<IssuedCertificate[]> {
  let query = issued(db)
    .where("student_id", "=", studentId)
    .orderBy("number", "desc")
    .limit(limit + 1);
  if (before !== undefined) query = query.where("number", "<", before);
  return query.execute();
}

/** The certificate with its course's instructor, locked. */
export function lockIssued(tx: Tx, id: string) {
  return issued(tx)
    .innerJoin("courses", "courses.id", "certificates.course_id")
    .select("courses.instructor_id")
    .where("certificates.id", "=", id)
    .forUpdate("certificates")
    .executeTakeFirst();
}

export function markRevoked(tx: Tx, id: string, { reason, by }: { reason: string; by: number }) {
  return tx
    .updateTable("certificates")
    .set({ revoked_at: sql<string>`now()`, revocation_reason: reason, revoked_by: by })
    .where("id", "=", id)
    .returningAll()
    .$narrowType<{ issued_at: string; revoked_at: string }>()
    .executeTakeFirstOrThrow();
}

/** The numbers from `first` on, `end` not included, whose certificates were revoked. */
export async function revokedNumbers(db: Db, first: number, end: number): Promise<number[]> {
  const rows = await db
    .selectFrom("certificates")
    .select("number")
    .where("revoked_at", "is not", null)
    .where("number", ">=", first)
    .where("number", "<", end)
    .execute();
  return rows.map(({ number }) => number);
}

/** Counts a change of the enrolment, which its events tell of. */
export async function countChange(tx: Tx, enrollmentId: number): Promise<number> {
  const { revision } = await tx
    .updateTable("enrollments")
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", enrollmentId)
    .returning("revision")
    .executeTakeFirstOrThrow();
  return revision;
}

import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** Of the newest; nobody follows more courses than these. */
const mostCourses = 200;

/** Gives a student's calendar an address, in place of the one it had. */
export function replaceFeed(tx: Tx, student_id: number, token_hash: Buffer) {
  return tx
    .insertInto("calendar_feeds")
    .values({ student_id, token_hash })
    .onConflict((conflict) =>
      conflict.column("student_id").doUpdateSet({ token_hash, created_at: sql<string>`now()` }),
    )
    .returning("created_at")
    .executeTakeFirstOrThrow();
}

export async function deleteFeed(tx: Tx, studentId: number): Promise<void> {
  await tx.deleteFrom("calendar_feeds").where("student_id", "=", studentId).execute();
}

/** Whose calendar an address is: of an account that is open. */
export async function findFeedOwner(db: Db, tokenHash: Buffer): Promise<number | undefined> {
  const feed = await db
    .selectFrom("calendar_feeds")
    .innerJoin("users", "users.id", "calendar_feeds.student_id")
    .select("student_id")
    .where("token_hash", "=", tokenHash)
    .where("users.is_active", "=", true)
    .executeTakeFirst();
  return feed?.student_id;
}

/** The courses that a student is in, with the dates of the versions that she reads. */
export function listCoursesRead(db: Db, studentId: number) {
  return db
    .selectFrom("enrollments")
    .innerJoin("courses", "courses.id", "enrollments.course_id")
    .innerJoin("course_versions", (join) =>
      join
        .onRef("course_versions.course_id", "=", "enrollments.course_id")
        .onRef("course_versions.version", "=", "enrollments.version"),
    )
    .select([
      "enrollments.id",
      "enrollments.course_id",
      "enrollments.enrolled_at",
      "courses.title",
      "courses.enrollment_opens_at",
      "courses.enrollment_closes_at",
      "courses.updated_at",
      "course_versions.dated_lessons",
      "course_versions.created_at as version_created_at",
    ])
    .where("enrollments.student_id", "=", studentId)
    .where("enrollments.status", "=", "active")
    .orderBy("enrollments.id", "desc")
    .limit(mostCourses)
    .execute();
}

/** The courses that a student waits for. */
export function listCoursesAwaited(db: Db, studentId: number) {
  return db
    .selectFrom("waitlist_entries as entry")
    .innerJoin("courses", "courses.id", "entry.course_id")
    .select([
      "entry.id",
      "entry.course_id",
      "entry.status",
      "entry.offered_at",
      "entry.offer_expires_at",
      "courses.title",
      "courses.enrollment_opens_at",
      "courses.enrollment_closes_at",
      "courses.updated_at",
    ])
    .where("entry.student_id", "=", studentId)
    .where("entry.status", "in", ["waiting", "offered"])
    .orderBy("entry.id", "desc")
    .limit(mostCourses)
    .execute();
}

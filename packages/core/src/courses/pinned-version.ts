import type { Db } from "@smartcourse/platform/postgres";

/** The version that a student's enrolment is pinned to; `undefined` for who is not enrolled, or has left. */
export async function findPinnedVersion(
  db: Db,
  courseId: number,
  studentId: number,
): Promise<number | undefined> {
  const enrollment = await db
    .selectFrom("enrollments")
    .select("version")
    .where("course_id", "=", courseId)
    .where("student_id", "=", studentId)
    .where("status", "in", ["active", "completed"])
    .executeTakeFirst();
  return enrollment?.version;
}

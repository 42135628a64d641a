import { DomainError } from "@smartcourse/contracts/errors";
import type { Role } from "@smartcourse/contracts/define";
import type { Db } from "@smartcourse/platform/postgres";
import type { Scope } from "./assistant-ports.ts";

interface Asker {
  readonly id: number;
  readonly role: Role;
}

/**
 * The version in which somebody may ask about a course: the one that her enrolment is pinned to, or for the owner and
 * admins the published one. To all others the course does not exist.
 * @throws DomainError course.not_found, assistant.not_ready
 */
export async function findScope(db: Db, courseId: number, asker: Asker): Promise<Scope> {
  const course = await db
    .selectFrom("courses as c")
    .leftJoin("enrollments as e", (join) =>
      join
        .onRef("e.course_id", "=", "c.id")
        .on("e.student_id", "=", asker.id)
        .on("e.status", "in", ["active", "completed"]),
    )
    .select(["c.instructor_id", "c.published_version", "e.version as pinned_version"])
    .where("c.id", "=", courseId)
    .executeTakeFirst();
  const owns = asker.role === "admin" || course?.instructor_id === asker.id;
  const version = owns ? course?.published_version : course?.pinned_version;
  if (course === undefined || (!owns && course.pinned_version === null)) {
    throw new DomainError("course.not_found", `There is no course ${courseId} that you may ask about`);
  }
  if (version === null || version === undefined) {
    throw new DomainError("assistant.not_ready", "The course has no published version: publish it, then ask");
  }
  return { course_id: courseId, version };
}

/** Titles of materials of one course, by id. */
export async function findTitles(
  db: Db,
  courseId: number,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("materials")
    .select(["id", "title"])
    .where("course_id", "=", courseId)
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

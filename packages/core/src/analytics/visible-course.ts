import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { type Scope, scopeOf } from "./scope.ts";

/** A course whose figures somebody may see: one's own, or any for an admin. @throws DomainError course.not_found */
export async function findVisibleCourse(db: Db | Tx, id: number, actor: Actor) {
  const course = await db
    .selectFrom("courses")
    .select(["id", "title", "status", "instructor_id", "published_version"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (course === undefined || (actor.role !== "admin" && course.instructor_id !== actor.id)) {
    throw new DomainError("course.not_found", `There is no course ${id} whose figures you may see`);
  }
  return course;
}

/** The course that is asked for, else all that somebody may see. @throws DomainError course.not_found */
export async function visibleScope(db: Db | Tx, courseId: number | undefined, actor: Actor): Promise<Scope> {
  if (courseId === undefined) return scopeOf(actor);
  await findVisibleCourse(db, courseId, actor);
  return { kind: "course", id: courseId };
}

import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** The course, where its owner or an admin asks; for anybody else it does not exist. @throws DomainError course.not_found */
export async function assertOwnCourse(db: Db | Tx, courseId: number, actor: Actor) {
  const course = await db
    .selectFrom("courses")
    .select(["id", "instructor_id", "status"])
    .where("id", "=", courseId)
    .executeTakeFirst();
  if (course === undefined || (actor.role !== "admin" && course.instructor_id !== actor.id)) {
    throw new DomainError("course.not_found", `There is no course ${courseId} that you can change`);
  }
  return course;
}

/** The same, for what is changed. @throws DomainError course.not_found, course.archived */
export async function assertEditableCourse(tx: Db | Tx, courseId: number, actor: Actor): Promise<void> {
  const course = await assertOwnCourse(tx, courseId, actor);
  if (course.status === "archived")
    throw new DomainError("course.archived", "An archived course stays as it is");
}

/** The material that was found. @throws DomainError material.not_found */
export function assertMaterial<M>(material: M | undefined, id: number): M {
  if (material === undefined)
    throw new DomainError("material.not_found", `There is no material ${id} in this course`);
  return material;
}

import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";

interface CourseState {
  readonly id: number;
  readonly instructor_id: number;
  readonly status: "draft" | "published" | "archived";
}

/** Its instructor and admins may change a course. */
export function mayEdit(course: CourseState, actor: Actor): boolean {
  return actor.role === "admin" || course.instructor_id === actor.id;
}

/** Everybody sees what is published; drafts and archived courses only those who may edit them. */
export function maySee(course: CourseState, actor: Actor | undefined): boolean {
  return course.status === "published" || (actor !== undefined && mayEdit(course, actor));
}

export function courseNotFound(id: number): DomainError {
  return new DomainError("course.not_found", `There is no course ${id} that you can see`);
}

/**
 * A course that the actor may change, else it does not exist for her.
 * @throws DomainError course.not_found, course.archived
 */
export function assertEditable<C extends CourseState>(
  course: C | undefined,
  id: number,
  actor: Actor,
): asserts course is C {
  if (course === undefined || !mayEdit(course, actor)) throw courseNotFound(id);
  if (course.status === "archived") {
    throw new DomainError("course.archived", "An archived course stays as it is");
  }
}

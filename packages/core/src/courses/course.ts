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

/** Until when, or from when, one can enrol has to leave time in between. @throws DomainError course.enrollment_window */
export function assertWindow(opensAt: string | null, closesAt: string | null): void {
  if (opensAt === null || closesAt === null || Date.parse(closesAt) > Date.parse(opensAt)) return;
  throw new DomainError(
    "course.enrollment_window",
    `Enrolment closes at ${closesAt}: that must be after it opens, at ${opensAt}`,
    { errors: [{ field: "enrollment_closes_at", message: "must be after enrollment_opens_at" }] },
  );
}

/**
 * A course that belongs to the actor, or to anybody where she is an admin, else it does not exist for her.
 * @throws DomainError course.not_found
 */
export function assertOwn<C extends CourseState>(
  course: C | undefined,
  id: number,
  actor: Actor,
): asserts course is C {
  if (course === undefined || !mayEdit(course, actor)) throw courseNotFound(id);
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
  assertOwn(course, id, actor);
  if (course.status === "archived") {
    throw new DomainError("course.archived", "An archived course stays as it is: restore it first");
  }
}

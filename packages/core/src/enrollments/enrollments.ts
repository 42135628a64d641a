import { DomainError } from "@smartcourse/contracts/errors";

/** One attempt of one enrolment: what its workflow is about. A student who comes back after a drop begins another. */
export interface EnrollmentAttempt {
  readonly enrollment_id: number;
  readonly attempt: number;
}

export type EnrollmentStatus = "active" | "completed" | "dropped";

/** From when and until when one can enrol, where there are limits, and the moment in which that was asked. */
export interface EnrollmentWindow {
  readonly enrollment_opens_at: string | null;
  readonly enrollment_closes_at: string | null;
  readonly asked_at: string;
}

/** A published course as one student finds it. `enrollment_status` is null where she was never enrolled. */
export interface Standing extends EnrollmentWindow {
  readonly capacity: number | null;
  readonly enrolled_count: number;
  readonly enrollment_status: EnrollmentStatus | null;
}

export interface MissingCourse {
  readonly id: number;
  readonly title: string;
}

/** The id of the workflow that confirms an attempt: the same attempt never has two. */
export function enrollmentWorkflowId({ enrollment_id, attempt }: EnrollmentAttempt): string {
  return `enrol-${enrollment_id}-${attempt}`;
}

/**
 * Says why a student cannot enrol, the most telling reason first. It only explains: seats and duplicates are decided by
 * the statements that take them.
 * @throws DomainError course.not_found, enrollment.exists, enrollment.not_open, enrollment.closed, enrollment.prerequisites,
 * course.full
 */
export function assertMayEnrol<S extends Standing>(
  standing: S | undefined,
  missing: readonly MissingCourse[],
): asserts standing is S {
  if (standing === undefined) throw courseNotFound();
  const { enrollment_status, capacity, enrolled_count } = standing;
  if (enrollment_status !== null && enrollment_status !== "dropped") throw alreadyEnrolled();
  assertOpen(standing);
  if (missing.length > 0) throw prerequisitesMissing(missing);
  if (capacity !== null && enrolled_count >= capacity) throw courseFull();
}

const aboutCourse = (message: string) => ({ errors: [{ field: "course_id", message }] });

export function courseNotFound(): DomainError {
  return new DomainError(
    "course.not_found",
    "There is no such course to enrol in: GET /courses lists those that are open",
    aboutCourse("is not a published course"),
  );
}

export function alreadyEnrolled(): DomainError {
  return new DomainError(
    "enrollment.exists",
    "You are enrolled in this course already: see /enrollments/my-courses",
    aboutCourse("is a course you are enrolled in"),
  );
}

/** @throws DomainError enrollment.not_open, enrollment.closed, saying when */
export function assertOpen(window: EnrollmentWindow): void {
  const { enrollment_opens_at: opens_at, enrollment_closes_at: closed_at, asked_at } = window;
  if (opens_at !== null && Date.parse(asked_at) < Date.parse(opens_at)) {
    throw new DomainError("enrollment.not_open", `Enrolment opens at ${opens_at}: come back then`, {
      ...aboutCourse("is a course that does not take students yet"),
      extensions: { opens_at },
    });
  }
  if (closed_at !== null && Date.parse(asked_at) >= Date.parse(closed_at)) {
    throw new DomainError("enrollment.closed", `Enrolment ended at ${closed_at}`, {
      ...aboutCourse("is a course that takes no students any more"),
      extensions: { closed_at },
    });
  }
}

export function courseFull(): DomainError {
  return new DomainError(
    "course.full",
    "Every seat of the course is taken: try again when somebody has left",
    aboutCourse("is a course without a free seat"),
  );
}

function prerequisitesMissing(missing: readonly MissingCourse[]): DomainError {
  const titles = missing.map(({ title }) => title).join(", ");
  return new DomainError("enrollment.prerequisites", `Complete these courses first: ${titles}`, {
    ...aboutCourse("requires courses that you have not completed"),
    extensions: { missing_courses: missing.map(({ id, title }) => ({ id, title })) },
  });
}

/** @throws DomainError enrollment.not_active for an enrolment that its student has left */
export function assertNotDropped({ status }: { readonly status: EnrollmentStatus }): void {
  if (status !== "dropped") return;
  throw new DomainError("enrollment.not_active", "You have left this course: enrol again to go on");
}

export function enrollmentNotFound(id: number): DomainError {
  return new DomainError("enrollment.not_found", `There is no enrolment ${id} among those you may see`);
}

/** Whole days from enrolment to completion. */
export function durationDays(enrolledAt: string, completedAt: string): number {
  return Math.max(0, Math.floor((Date.parse(completedAt) - Date.parse(enrolledAt)) / 86_400_000));
}

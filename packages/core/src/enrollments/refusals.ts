import { DomainError } from "@smartcourse/contracts/errors";
import type { NextStep } from "@smartcourse/contracts/problem";

export interface MissingCourse {
  readonly id: number;
  readonly title: string;
}

/** Seats of a course. `held`: offered to those first in line; `waiting`: how many stand behind them. */
export interface SeatCounts {
  readonly capacity: number | null;
  readonly enrolled_count: number;
  readonly held_count: number;
  readonly waiting_count: number;
}

const aboutCourse = (message: string) => ({ errors: [{ field: "course_id", message }] });
const otherCourses: NextStep = { method: "GET", path: "/courses" };

export function courseNotFound(): DomainError {
  return new DomainError(
    "course.not_found",
    "There is no such course to enrol in: GET /courses lists those that are open",
    { ...aboutCourse("is not a published course"), extensions: { next: otherCourses } },
  );
}

export function alreadyEnrolled(enrollment_id: number): DomainError {
  const next: NextStep = { method: "GET", path: `/enrollments/${enrollment_id}` };
  return new DomainError("enrollment.exists", `You are enrolled in this course already: see ${next.path}`, {
    ...aboutCourse("is a course you are enrolled in"),
    extensions: { enrollment_id, next },
  });
}

export function notOpenYet(courseId: number, opens_at: string): DomainError {
  return new DomainError("enrollment.not_open", `Enrolment opens at ${opens_at}: come back then`, {
    ...aboutCourse("is a course that does not take students yet"),
    extensions: { opens_at, next: enrolIn(courseId) },
  });
}

export function closed(closed_at: string): DomainError {
  return new DomainError(
    "enrollment.closed",
    `Enrolment ended at ${closed_at}: GET /courses lists courses that are open`,
    {
      ...aboutCourse("is a course that takes no students any more"),
      extensions: { closed_at, next: otherCourses },
    },
  );
}

export function prerequisitesMissing(missing: readonly MissingCourse[]): DomainError {
  const titles = missing.map(({ title }) => title).join(", ");
  const next: NextStep = { method: "GET", path: `/courses/${missing[0]?.id}` };
  return new DomainError("enrollment.prerequisites", `Complete these courses first: ${titles}`, {
    ...aboutCourse("requires courses that you have not completed"),
    extensions: { missing_courses: missing.map(({ id, title }) => ({ id, title })), next },
  });
}

export function courseFull(courseId: number, seats: SeatCounts): DomainError {
  const { capacity, enrolled_count, held_count, waiting_count } = seats;
  return new DomainError(
    "course.full",
    "Every seat of the course is taken: enrol with waitlist: true to wait for one",
    {
      ...aboutCourse("is a course without a free seat"),
      extensions: {
        seats: { capacity, enrolled: enrolled_count, held: held_count, waiting: waiting_count },
        next: enrolIn(courseId),
      },
    },
  );
}

/** Also takes a seat that is held, and asks for a place in the line of a full course. */
export function enrolIn(courseId: number): NextStep {
  return { method: "POST", path: "/enrollments", body: { course_id: courseId } };
}

export function enrollmentNotFound(id: number): DomainError {
  const next: NextStep = { method: "GET", path: "/enrollments/my-courses" };
  const message = `There is no enrolment ${id} among those you may see`;
  return new DomainError("enrollment.not_found", message, { extensions: { next } });
}

export function hasLeft(courseId: number): DomainError {
  return new DomainError("enrollment.not_active", "You have left this course: enrol again to go on", {
    extensions: { enrollment_status: "dropped", next: enrolIn(courseId) },
  });
}

/** `why`: what of it stands, for a person. */
export function hasCompleted(enrollmentId: number, why: string): DomainError {
  const next: NextStep = { method: "GET", path: `/enrollments/${enrollmentId}` };
  return new DomainError("enrollment.not_active", `You have completed this course: ${why}`, {
    extensions: { enrollment_status: "completed", next },
  });
}

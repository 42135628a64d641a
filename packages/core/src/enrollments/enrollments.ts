import {
  type MissingCourse,
  type SeatCounts,
  alreadyEnrolled,
  closed,
  courseNotFound,
  hasLeft,
  notOpenYet,
  prerequisitesMissing,
} from "./refusals.ts";

/** One attempt of one enrolment: what its workflow is about. A student who comes back after a drop begins another. */
export interface EnrollmentAttempt {
  readonly enrollment_id: number;
  readonly attempt: number;
}

export type EnrollmentStatus = "active" | "completed" | "dropped";

/** From when and until when one can enrol, where there are limits, and the moment in which that was asked. */
interface EnrollmentWindow {
  readonly id: number;
  readonly enrollment_opens_at: string | null;
  readonly enrollment_closes_at: string | null;
  readonly asked_at: string;
}

/** A published course as one student finds it. `enrollment_*` are null where she was never enrolled. */
export interface Standing extends EnrollmentWindow, SeatCounts {
  readonly enrollment_id: number | null;
  readonly enrollment_status: EnrollmentStatus | null;
}

/** The line of a course as one student finds it. `lapsed`: offers whose time is over, and which nobody has taken back yet. */
export interface Line {
  readonly lapsed: number;
  readonly own: { readonly id: number; readonly status: "waiting" | "offered" } | null;
}

export const noLine: Line = { lapsed: 0, own: null };

/** The id of the workflow that confirms an attempt: the same attempt never has two. */
export function enrollmentWorkflowId({ enrollment_id, attempt }: EnrollmentAttempt): string {
  return `enrol-${enrollment_id}-${attempt}`;
}

/**
 * Says why a student can neither enrol nor wait, the most telling reason first. It only explains: seats and duplicates are
 * decided by the statements that take them. A seat that is held for her is hers also where enrolment has ended meanwhile.
 * @throws DomainError course.not_found, enrollment.exists, enrollment.not_open, enrollment.closed, enrollment.prerequisites
 */
export function assertMayEnrol<S extends Standing>(
  standing: S | undefined,
  missing: readonly MissingCourse[],
  line: Line,
): asserts standing is S {
  if (standing === undefined) throw courseNotFound();
  const { enrollment_id, enrollment_status } = standing;
  if (enrollment_id !== null && enrollment_status !== "dropped") throw alreadyEnrolled(enrollment_id);
  if (line.own?.status !== "offered") assertOpen(standing);
  if (missing.length > 0) throw prerequisitesMissing(missing);
}

/** Whether it is worth while to try for a seat: one is held for her, or one is free and nobody waits for it. */
export function mayHaveSeat(seats: SeatCounts, { lapsed, own }: Line): boolean {
  if (own !== null) return own.status === "offered";
  const { capacity, enrolled_count, held_count, waiting_count } = seats;
  return waiting_count === 0 && (capacity === null || enrolled_count + held_count - lapsed < capacity);
}

/** How many of those who wait can be offered a seat, once `lapsed` of the held seats are free again. */
export function seatsToOffer(seats: SeatCounts, lapsed: number): number {
  const { capacity, enrolled_count, held_count, waiting_count } = seats;
  const free = capacity === null ? waiting_count : capacity - enrolled_count - (held_count - lapsed);
  return Math.max(0, Math.min(free, waiting_count));
}

/** @throws DomainError enrollment.not_open, enrollment.closed, saying when */
export function assertOpen(window: EnrollmentWindow): void {
  const { enrollment_opens_at: opens_at, enrollment_closes_at: closed_at, asked_at } = window;
  if (opens_at !== null && Date.parse(asked_at) < Date.parse(opens_at)) throw notOpenYet(window.id, opens_at);
  if (closed_at !== null && Date.parse(asked_at) >= Date.parse(closed_at)) throw closed(closed_at);
}

/** @throws DomainError enrollment.not_active for an enrolment that its student has left */
export function assertNotDropped(enrollment: {
  readonly status: EnrollmentStatus;
  readonly course_id: number;
}): void {
  if (enrollment.status === "dropped") throw hasLeft(enrollment.course_id);
}

/** Whole days from enrolment to completion. */
export function durationDays(enrolledAt: string, completedAt: string): number {
  return Math.max(0, Math.floor((Date.parse(completedAt) - Date.parse(enrolledAt)) / 86_400_000));
}

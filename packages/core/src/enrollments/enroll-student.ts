import { enrollmentWorkflow } from "@smartcourse/contracts/enrollments/workflows";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import type { DomainError } from "@smartcourse/contracts/errors";
import type { WaitlistEntry } from "@smartcourse/contracts/enrollments/waitlist-schemas";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { undoneWhereUndefined } from "@smartcourse/platform/savepoint";
import {
  type Line,
  type Standing,
  assertMayEnrol,
  assertOpen,
  enrollmentWorkflowId,
  mayHaveSeat,
  noLine,
} from "./enrollments.ts";
import * as store from "./enrollment-store.ts";
import { joinWaitlist } from "./join-waitlist.ts";
import { beginProgress } from "./progress-store.ts";
import { alreadyEnrolled, courseFull, courseNotFound } from "./refusals.ts";
import { lockSeats } from "./seats-store.ts";
import { takeSeatOf } from "./take-seat.ts";
import { findLine } from "./waitlist-store.ts";

interface Enrolling {
  readonly course_id: number;
  readonly student_id: number;
  /** Whether she waits where the course is full. */
  readonly waitlist: boolean;
}

export type Enrolled =
  | { readonly kind: "enrolled"; readonly enrollment: Enrollment }
  | { readonly kind: "waiting"; readonly entry: WaitlistEntry };

type Course = Standing & { readonly title: string; readonly published_version: number };

/**
 * Enrols a student, or has her come back after a drop; the workflow that confirms it starts from the outbox. A seat that is
 * held for her is taken by this; where there is none she is put into the line. Nobody overtakes who waits.
 * @throws DomainError course.not_found, enrollment.exists, enrollment.prerequisites, enrollment.not_open, enrollment.closed, course.full
 */
export async function enrollStudent(tx: Tx, enrolling: Enrolling): Promise<Enrolled> {
  const { course_id, student_id } = enrolling;
  const course = await store.findStanding(tx, course_id, student_id);
  const missing = await store.findMissingCourses(tx, course?.prerequisites ?? [], student_id);
  const hasLine = course !== undefined && (course.held_count > 0 || course.waiting_count > 0);
  const line = hasLine ? await findLine(tx, course_id, student_id) : noLine;
  assertMayEnrol(course, missing, line);
  const enrollment = mayHaveSeat(course, line) ? await tryToEnrol(tx, course, student_id, line) : undefined;
  if (enrollment !== undefined) return { kind: "enrolled", enrollment };
  if (!enrolling.waitlist && line.own === null) throw courseFull(course_id, course);
  return { kind: "waiting", entry: await joinWaitlist(tx, { course_id, student_id }) };
}

/** `undefined` where there is no seat in the end. Only where seats are limited is the attempt made so that it can be undone. */
async function tryToEnrol(
  tx: Tx,
  course: Course,
  studentId: number,
  line: Line,
): Promise<Enrollment | undefined> {
  const attempt = () => enrol(tx, course, studentId, line);
  if (course.capacity !== null || line !== noLine) return undoneWhereUndefined(tx, attempt);
  const enrollment = await attempt();
  if (enrollment === undefined) throw await whyNoSeat(tx, course.id);
  return enrollment;
}

/** What has happened to a course since it was read. */
async function whyNoSeat(tx: Tx, courseId: number): Promise<DomainError> {
  const seats = await lockSeats(tx, courseId);
  if (seats?.status !== "published") return courseNotFound();
  assertOpen(seats);
  return courseFull(courseId, seats);
}

/** Every transaction takes the enrolment's row before the course's, and the course's, which all its students want, last. */
async function enrol(
  tx: Tx,
  { id: course_id, title, published_version }: Course,
  student_id: number,
  line: Line,
): Promise<Enrollment | undefined> {
  const enrollment = await store.insertOrRevive(tx, { course_id, student_id, version: published_version });
  if (enrollment === undefined) throw alreadyEnrolled(await store.findOwnId(tx, course_id, student_id));
  await beginProgress(tx, enrollment.id);
  await confirmLater(tx, enrollment);
  const version = await takeSeatOf(tx, course_id, line);
  if (version === undefined) return undefined;
  if (version !== enrollment.version) await store.pinVersion(tx, enrollment.id, version);
  return {
    ...enrollment,
    version,
    newer_version: null,
    certificate_id: null,
    course_title: title,
    progress: 0,
  };
}

function confirmLater(
  tx: Tx,
  { id, attempt, student_id }: { id: number; attempt: number; student_id: number },
) {
  const input = { enrollment_id: id, attempt };
  return startWorkflow(tx, enrollmentWorkflow, {
    id: enrollmentWorkflowId(input),
    input,
    ownerId: student_id,
    subject: `enrollment:${id}`,
  });
}

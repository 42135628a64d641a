import { enrollmentWorkflow } from "@smartcourse/contracts/enrollments/workflows";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import {
  alreadyEnrolled,
  assertMayEnrol,
  assertOpen,
  courseFull,
  courseNotFound,
  enrollmentWorkflowId,
} from "./enrollments.ts";
import * as store from "./enrollment-store.ts";
import { beginProgress } from "./progress-store.ts";
import { findWindow, takeSeat } from "./seats-store.ts";

interface Enrolling {
  readonly course_id: number;
  readonly student_id: number;
}

/**
 * Enrols a student, or has her come back after a drop; the workflow that confirms it starts from the outbox.
 * Every transaction takes the enrolment's row before the course's, and the course's, which all its students want, last.
 * @throws DomainError course.not_found, enrollment.exists, enrollment.prerequisites, enrollment.not_open, enrollment.closed, course.full
 */
export async function enrollStudent(tx: Tx, enrolling: Enrolling): Promise<Enrollment> {
  const { course_id, student_id } = enrolling;
  const course = await store.findStanding(tx, course_id, student_id);
  const missing = await store.findMissingCourses(tx, course?.prerequisites ?? [], student_id);
  assertMayEnrol(course, missing);
  const enrollment = await store.insertOrRevive(tx, { ...enrolling, version: course.published_version });
  if (enrollment === undefined) throw alreadyEnrolled();
  await beginProgress(tx, enrollment.id);
  await confirmLater(tx, enrollment);
  const version = await takeSeatOrRefuse(tx, course_id);
  if (version !== enrollment.version) await store.pinVersion(tx, enrollment.id, version);
  return { ...enrollment, version, newer_version: null, course_title: course.title, progress: 0 };
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

async function takeSeatOrRefuse(tx: Tx, courseId: number): Promise<number> {
  const version = await takeSeat(tx, courseId);
  if (version !== undefined) return version;
  const window = await findWindow(tx, courseId);
  if (window === undefined) throw courseNotFound();
  assertOpen(window);
  throw courseFull();
}

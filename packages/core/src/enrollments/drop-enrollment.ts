import { studentDropped } from "@smartcourse/contracts/enrollments/events";
import type { DomainError } from "@smartcourse/contracts/errors";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./enrollment-store.ts";
import { eventSubject } from "./event-subject.ts";
import { enrollmentNotFound, hasCompleted, hasLeft } from "./refusals.ts";
import { releaseUnreadVersions } from "./release-versions.ts";
import { freeSeat } from "./settle-line.ts";

/** Ends a student's own active enrolment, gives its seat back, and answers with the course's id. @throws DomainError enrollment.not_found, enrollment.not_active */
export async function dropEnrollment(tx: Tx, own: { id: number; student_id: number }): Promise<number> {
  const dropped = await store.markDropped(tx, own.id, own.student_id);
  if (dropped === undefined) throw await refusal(tx, own);
  const { course_id, dropped_at, confirmed_at, revision } = dropped;
  await freeSeat(tx, course_id);
  await releaseUnreadVersions(tx, course_id);
  await emit(
    tx,
    studentDropped,
    { ...eventSubject(dropped), dropped_at, announced: confirmed_at !== null },
    revision,
  );
  return course_id;
}

async function refusal(tx: Tx, { id, student_id }: { id: number; student_id: number }): Promise<DomainError> {
  const enrollment = await store.findEnrollment(tx, id);
  if (enrollment?.student_id !== student_id) return enrollmentNotFound(id);
  return enrollment.status === "completed"
    ? hasCompleted(id, "there is nothing to leave")
    : hasLeft(enrollment.course_id);
}

import { studentEnrolled } from "@smartcourse/contracts/enrollments/events";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./enrollment-store.ts";
import type { EnrollmentAttempt } from "./enrollments.ts";
import { eventSubject } from "./event-subject.ts";

/** Confirms an active attempt and says `student.enrolled`, once however often it is called. One that was left stays unsaid. */
export async function announceEnrollment(tx: Tx, attempt: EnrollmentAttempt): Promise<void> {
  const confirmed = await store.markConfirmed(tx, attempt);
  if (confirmed === undefined) return;
  const { enrolled_at, revision } = confirmed;
  await emit(tx, studentEnrolled, { ...eventSubject(confirmed), enrolled_at }, revision);
}

import { issueCertificate } from "@smartcourse/contracts/certificates/tasks";
import { courseCompleted } from "@smartcourse/contracts/enrollments/events";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import { emit, enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { announceEnrollment } from "./announce-enrollment.ts";
import * as store from "./enrollment-store.ts";
import { readView } from "./enrollment-views-store.ts";
import { durationDays } from "./enrollments.ts";
import { eventSubject } from "./event-subject.ts";
import { assertCompletable } from "./completion.ts";
import { readCoverage } from "./progress-store.ts";
import { lockStanding } from "./lock-standing.ts";

/**
 * Completes an enrolment of which enough is done by the rule of its version; her seat stays hers. Completing again answers the same.
 * One that its workflow has not confirmed yet is confirmed first: nobody completes what was never announced.
 * @throws DomainError enrollment.not_found, enrollment.not_active, enrollment.incomplete
 */
export async function completeEnrollment(
  tx: Tx,
  { id, student_id }: { id: number; student_id: number },
): Promise<Enrollment> {
  const enrollment = await lockStanding(tx, id, student_id);
  if (enrollment.status === "active") {
    assertCompletable(id, await readCoverage(tx, id));
    await announceEnrollment(tx, { enrollment_id: id, attempt: enrollment.attempt });
    await complete(tx, id);
  }
  return readView(tx, id);
}

async function complete(tx: Tx, id: number): Promise<void> {
  const completed = await store.markCompleted(tx, id);
  const { enrolled_at, completed_at, revision } = completed;
  const duration_days = durationDays(enrolled_at, completed_at);
  const told = { ...eventSubject(completed), enrolled_at, completed_at, duration_days };
  await emit(tx, courseCompleted, told, revision);
  const about = { subject: `enrollment:${id}`, ownerId: completed.student_id };
  await enqueue(tx, issueCertificate, { enrollment_id: id, attempt: completed.attempt }, about);
}

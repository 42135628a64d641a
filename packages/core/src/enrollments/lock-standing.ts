import type { Tx } from "@smartcourse/platform/postgres";
import { lockOwnEnrollment } from "./enrollment-store.ts";
import { assertNotDropped } from "./enrollments.ts";
import { enrollmentNotFound } from "./refusals.ts";

/**
 * A student's enrolment that she has not left, its row locked until the transaction ends.
 * @throws DomainError enrollment.not_found, enrollment.not_active
 */
export async function lockStanding(tx: Tx, id: number, studentId: number) {
  const enrollment = await lockOwnEnrollment(tx, id, studentId);
  if (enrollment === undefined) throw enrollmentNotFound(id);
  assertNotDropped(enrollment);
  return enrollment;
}

import type { Tx } from "@smartcourse/platform/postgres";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import { announceEnrollment } from "./announce-enrollment.ts";
import { findEnrollment } from "./enrollment-store.ts";
import { type EnrollmentAttempt, enrollmentWorkflowId } from "./enrollments.ts";
import { ensureProgress } from "./progress-store.ts";
import { enrollmentNotFound } from "./refusals.ts";

/**
 * The enrolment workflow's step: confirms the attempt, announces it and ends the workflow's row as completed. Safe to run
 * again. `withdrawn`: the student had left before, and nothing is said.
 * @throws DomainError enrollment.not_found, which no retry mends
 */
export async function confirmEnrollment(
  tx: Tx,
  attempt: EnrollmentAttempt,
): Promise<"confirmed" | "withdrawn"> {
  await announceEnrollment(tx, attempt);
  const enrollment = await findEnrollment(tx, attempt.enrollment_id);
  if (enrollment === undefined) throw enrollmentNotFound(attempt.enrollment_id);
  await ensureProgress(tx, enrollment.id);
  const isConfirmed = enrollment.attempt === attempt.attempt && enrollment.confirmed_at !== null;
  const outcome = isConfirmed ? "confirmed" : "withdrawn";
  await endWorkflow(tx, enrollmentWorkflowId(attempt), {
    state: "completed",
    result: { ...attempt, outcome },
  });
  return outcome;
}

import { CancellationScope, proxyActivities } from "@temporalio/workflow";
import type { EnrollmentWorkflowInput } from "@smartcourse/contracts/enrollments/workflows";
import type { EnrollmentActivities } from "../enrollment-activities.ts";
import { failureReason } from "./failure-reason.ts";

const retry = { initialInterval: "500ms", maximumInterval: "1 minute" } as const;
const steps = proxyActivities<EnrollmentActivities>({
  startToCloseTimeout: "15s",
  scheduleToCloseTimeout: "24 hours",
  retry,
});
/** However long the database is away. */
const surely = proxyActivities<EnrollmentActivities>({ startToCloseTimeout: "15s", retry });

/**
 * Confirms an enrolment and announces it; counting and mail follow from that event. Where that fails for good, the seat is
 * given back and the student told.
 */
export async function EnrollmentWorkflow(attempt: EnrollmentWorkflowInput): Promise<void> {
  try {
    await steps.beginEnrollment(attempt);
    await steps.confirmEnrollment(attempt);
  } catch (error) {
    const reason = failureReason(error, {});
    await CancellationScope.nonCancellable(() => surely.cancelEnrollment({ ...attempt, reason }));
    throw error;
  }
}

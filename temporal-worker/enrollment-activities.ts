import type { EnrollmentWorkflowInput } from "@smartcourse/contracts/enrollments/workflows";
import { cancelEnrollment } from "@smartcourse/core/enrollments/cancel-enrollment";
import { confirmEnrollment } from "@smartcourse/core/enrollments/confirm-enrollment";
import { enrollmentWorkflowId } from "@smartcourse/core/enrollments/enrollments";
import { markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";

export type EnrollmentActivities = ReturnType<typeof createEnrollmentActivities>;

/** The steps of EnrollmentWorkflow. Each may run again after it did its work. */
export function createEnrollmentActivities({ db }: ActivityDependencies) {
  return {
    async beginEnrollment(attempt: EnrollmentWorkflowInput): Promise<void> {
      await markWorkflowRunning(db, enrollmentWorkflowId(attempt));
    },
    async confirmEnrollment(attempt: EnrollmentWorkflowInput): Promise<void> {
      await db.transaction().execute((tx) => confirmEnrollment(tx, attempt));
    },
    async cancelEnrollment(attempt: EnrollmentWorkflowInput & { reason: string }): Promise<void> {
      await db.transaction().execute((tx) => cancelEnrollment(tx, attempt));
    },
  };
}

import { enrollmentCancelled } from "@smartcourse/contracts/enrollments/events";
import { enqueueForgetting } from "@smartcourse/platform/course-cache";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import * as store from "./enrollment-store.ts";
import { type EnrollmentAttempt, enrollmentWorkflowId } from "./enrollments.ts";
import { eventSubject } from "./event-subject.ts";
import { releaseUnreadVersions } from "./release-versions.ts";
import { freeSeat } from "./settle-line.ts";

/**
 * The enrolment workflow's compensation: ends an attempt that could not be confirmed, gives its seat back once, and ends
 * the workflow's row as failed. Safe to run again. `kept`: it was confirmed or left before, and stays as it is.
 */
export async function cancelEnrollment(
  tx: Tx,
  { reason, ...attempt }: EnrollmentAttempt & { readonly reason: string },
): Promise<"cancelled" | "kept"> {
  const cancelled = await store.markCancelled(tx, attempt);
  if (cancelled !== undefined) {
    const { course_id, dropped_at, revision } = cancelled;
    await freeSeat(tx, course_id);
    await enqueueForgetting(tx, course_id);
    await releaseUnreadVersions(tx, course_id);
    const told = { ...eventSubject(cancelled), reason, cancelled_at: dropped_at };
    await emit(tx, enrollmentCancelled, told, revision);
  }
  await endWorkflow(tx, enrollmentWorkflowId(attempt), { state: "failed", reason });
  return cancelled === undefined ? "kept" : "cancelled";
}

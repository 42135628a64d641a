import { ActivityFailure, ApplicationFailure, isCancellation } from "@temporalio/workflow";

/** Marks a failure whose message is written for the person who started the workflow. */
const explained = /^(explained|[a-z]+\.[a-z_]+)$/;

/**
 * Why a workflow failed, for the person who started it: what the activity says, where it speaks to people, else what did
 * not work. Details stay in the log.
 */
export function failureReason(error: unknown, phrases: Readonly<Record<string, string>>): string {
  if (isCancellation(error)) return "It was cancelled.";
  if (!(error instanceof ActivityFailure)) return "It ended with a fault on our side. Try again.";
  const { cause, activityType } = error;
  if (cause instanceof ApplicationFailure && explained.test(cause.type ?? "")) return cause.message;
  return phrases[activityType] ?? "A part of the platform did not answer. Try again later.";
}

import { msOptionalToNumber } from "@temporalio/common/lib/time";
import { type ActivityOptions, type WorkflowInterceptorsFactory, workflowInfo } from "@temporalio/workflow";

/** Below this a busy machine looks dead. */
const shortestHeartbeatMs = 2_000;

/**
 * Multiplies what a workflow waits for (heartbeat time-outs, retry intervals, timers) by the factor in its memo, where there is
 * one: see WORKFLOW_TIME_FACTOR. It is part of the workflow's start, so it is the same whenever the workflow is replayed.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        const factor = timeFactor();
        return next(factor === undefined ? input : { ...input, options: paced(input.options, factor) });
      },
      startTimer(input, next) {
        const factor = timeFactor();
        if (factor === undefined) return next(input);
        return next({ ...input, durationMs: Math.max(1, Math.round(input.durationMs * factor)) });
      },
    },
  ],
});

function timeFactor(): number | undefined {
  const factor = workflowInfo().memo?.["time_factor"];
  return typeof factor === "number" ? factor : undefined;
}

function paced(options: ActivityOptions, factor: number): ActivityOptions {
  const { heartbeatTimeout, retry } = options;
  const first = msOptionalToNumber(retry?.initialInterval);
  const longest = msOptionalToNumber(retry?.maximumInterval);
  const beat = msOptionalToNumber(heartbeatTimeout);
  return {
    ...options,
    ...(beat !== undefined && { heartbeatTimeout: Math.max(shortestHeartbeatMs, Math.round(beat * factor)) }),
    retry: {
      ...retry,
      initialInterval: Math.max(1, Math.round((first ?? 1_000) * factor)),
      ...(longest !== undefined && { maximumInterval: Math.max(1, Math.round(longest * factor)) }),
    },
  };
}

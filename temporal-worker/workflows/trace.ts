import {
  type WorkflowInterceptorsFactory,
  defaultPayloadConverter,
  workflowInfo,
} from "@temporalio/workflow";

/** Hands the trace that the workflow was started in, which is in its memo, to every activity. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        const trace = workflowInfo().memo?.["traceparent"];
        if (typeof trace !== "string") return next(input);
        const traceparent = defaultPayloadConverter.toPayload(trace);
        return next({ ...input, headers: { ...input.headers, traceparent } });
      },
    },
  ],
});

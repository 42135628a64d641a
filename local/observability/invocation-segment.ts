import type { InvocationRecord } from "../lambda/service.ts";
import type { SegmentDocument } from "./xray-daemon.ts";

/** The segment that Lambda itself sends for a sampled invocation: what the function's subsegments hang from. */
export function invocationSegment(record: InvocationRecord): SegmentDocument {
  const { name, trace, requestId } = record;
  return {
    trace_id: trace.root,
    id: trace.segment,
    name,
    origin: "AWS::Lambda::Function",
    start_time: record.startedAt / 1000,
    end_time: record.endedAt / 1000,
    aws: { request_id: requestId },
    ...(trace.parent !== undefined && { parent_id: trace.parent }),
    ...(record.status === "failed" && { fault: true }),
    ...(record.status === "throttled" && { throttle: true }),
  };
}

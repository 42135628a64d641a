import { createHash } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import { env } from "./env.ts";
import { invocation } from "./invocation.ts";

const service = "smartcourse";

let logger: Logger | undefined;
let metrics: Metrics | undefined;
let tracer: Tracer | undefined;

/** Structured log lines: JSON, one a line, with the request and trace they belong to. */
export function log(): Logger {
  logger ??= new Logger({ serviceName: service, environment: env("STAGE") });
  return logger;
}

/** The fields that tie a log line to its request. Users appear as a hash. */
export function logFields(): Record<string, string> {
  const current = invocation();
  if (current === undefined) return {};
  return {
    request_id: current.requestId,
    traceparent: current.traceparent,
    trace_id: current.traceparent.slice(3, 35),
    ...(current.actorId !== undefined && { actor: hashActor(current.actorId) }),
  };
}

/** A user's id as logs and traces have it. */
export function hashActor(id: number): string {
  return createHash("sha256").update(`user:${id}`).digest("hex").slice(0, 16);
}

export type MetricValue = readonly [name: string, unit: "Count" | "Milliseconds", value: number];

/** Writes one EMF line: `values` under `dimensions`. */
export function measure(dimensions: Record<string, string>, values: readonly MetricValue[]): void {
  metrics ??= new Metrics({ namespace: "SmartCourse", serviceName: service });
  metrics.addDimensions(dimensions);
  for (const [name, unit, value] of values) metrics.addMetric(name, MetricUnit[unit], value);
  metrics.publishStoredMetrics();
}

/**
 * Runs `work` inside a subsegment named `name` of the invocation's X-Ray trace, annotated with the W3C trace.
 * Where the invocation is not sampled, it only runs it: the X-Ray SDK is a second file, loaded by nobody else.
 */
export async function traced<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (process.env["_X_AMZN_TRACE_ID"]?.includes("Sampled=1") !== true) return work();
  const { Tracer } = await import("@aws-lambda-powertools/tracer");
  tracer ??= new Tracer({ serviceName: service, captureHTTPsRequests: false });
  const parent = tracer.getSegment();
  if (parent === undefined) return work();
  const segment = parent.addNewSubsegment(name);
  tracer.setSegment(segment);
  tracer.putAnnotation("traceparent", invocation()?.traceparent ?? "");
  tracer.putAnnotation("request_id", invocation()?.requestId ?? "");
  try {
    return await work();
  } catch (error) {
    tracer.addErrorAsMetadata(error instanceof Error ? error : new Error(String(error)));
    throw error;
  } finally {
    segment.close();
    tracer.setSegment(parent);
  }
}

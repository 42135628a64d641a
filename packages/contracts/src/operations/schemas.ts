import * as z from "zod";
import { Timestamp } from "../shared-schemas.ts";

const State = z.enum(["healthy", "unhealthy"]);

/** `healthy`; `degraded` where something other than the database is down; `unhealthy` where the database is. */
export const Health = z.object({
  status: z.enum(["healthy", "degraded", "unhealthy"]),
  database: State,
  cache: State,
  content: State,
  vectors: State,
  events: State,
  queues: State,
  storage: State,
  workflows: State,
  model: State,
  latency_ms: z.record(z.string(), z.number()),
});
export type Health = z.infer<typeof Health>;

export const workflowStates = ["pending", "running", "completed", "failed"] as const;
export const WorkflowParams = z.object({
  id: z.string().regex(/^[a-z]+-\d+-v?\d+$/, "must be a workflow id"),
});
export const WorkflowStatus = z.object({
  workflow_id: z.string(),
  kind: z.string(),
  status: z.enum(workflowStates),
  result: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

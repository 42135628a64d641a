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

export const taskStates = ["pending", "running", "retrying", "succeeded", "failed"] as const;
export type TaskState = (typeof taskStates)[number];
export const TaskParams = z.object({ id: z.uuid() });
export const TaskStatus = z.object({
  task_id: z.uuid(),
  name: z.string(),
  status: z.enum(taskStates),
  /** Percent, of those tasks that tell it. */
  progress: z.int().min(0).max(100).nullable(),
  attempts: z.int(),
  result: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  updated_at: Timestamp,
  finished_at: Timestamp.nullable(),
});
export type TaskStatus = z.infer<typeof TaskStatus>;

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

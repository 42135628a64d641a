import * as z from "zod";
import { Timestamp } from "./shared-schemas.ts";

/** The body of an SQS message that carries a task. */
export const TaskMessage = z.object({
  task_id: z.uuid(),
  name: z.string(),
  traceparent: z.string().optional(),
  payload: z.unknown(),
});
export type TaskMessage = z.infer<typeof TaskMessage>;

/** The payload of a task that a schedule starts: when it was due. Duplicates of a tick say the same. */
export const Tick = z.object({ scheduled_at: Timestamp });

/** The body of an SQS message that a schedule sends. It has no id: whoever receives it derives that from name and tick. */
export const ScheduledMessage = z.object({ name: z.string(), payload: Tick });
export type ScheduledMessage = z.infer<typeof ScheduledMessage>;

/** The payload of a task that the bucket begins: the objects that arrived. */
export const Arrival = z.object({ objects: z.array(z.object({ key: z.string(), size_bytes: z.int() })) });

/** The payload of a task that somebody else's message begins: that, as it came. */
export const ForeignMessage = z.object({ body: z.string() });

/** The body of an outbox row that asks for a workflow. */
export const WorkflowStart = z.object({
  workflow_id: z.string(),
  input: z.unknown(),
  traceparent: z.string().nullable(),
});
export type WorkflowStart = z.infer<typeof WorkflowStart>;

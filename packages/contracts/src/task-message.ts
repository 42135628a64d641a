import * as z from "zod";

/** The body of an SQS message that carries a task. */
export const TaskMessage = z.object({
  task_id: z.uuid(),
  name: z.string(),
  traceparent: z.string().optional(),
  payload: z.unknown(),
});
export type TaskMessage = z.infer<typeof TaskMessage>;

/** The body of an outbox row that asks for a workflow. */
export const WorkflowStart = z.object({
  workflow_id: z.string(),
  input: z.unknown(),
  traceparent: z.string().nullable(),
});
export type WorkflowStart = z.infer<typeof WorkflowStart>;

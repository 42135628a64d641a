import type { Task } from "@smartcourse/contracts/define";
import { ScheduledMessage, TaskMessage } from "@smartcourse/contracts/task-message";
import { uuidv5 } from "./uuid-v5.ts";

/** Namespace of the ids of scheduled tasks. */
const namespace = "6f3c1a52-5a0e-4e0b-9d3c-2f5b8f0a7d41";

/** A message as a task's function gets it. A schedule's has an id that follows from its tick, so a duplicate has the same. */
export function readMessage({ source }: Task, body: string): TaskMessage {
  const sent: unknown = JSON.parse(body);
  if (source?.kind !== "schedule") return TaskMessage.parse(sent);
  const { name, payload } = ScheduledMessage.parse(sent);
  return { task_id: uuidv5(`${name} ${payload.scheduled_at}`, namespace), name, payload };
}

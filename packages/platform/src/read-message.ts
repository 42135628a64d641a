import type { SQSRecord } from "aws-lambda";
import type { Task } from "@smartcourse/contracts/define";
import { ScheduledMessage, TaskMessage } from "@smartcourse/contracts/task-message";
import { arrivedObjects } from "./s3-notification.ts";
import { uuidv5 } from "./uuid-v5.ts";

/** Namespace of the ids of tasks that begin elsewhere than in the outbox. */
const namespace = "6f3c1a52-5a0e-4e0b-9d3c-2f5b8f0a7d41";

/**
 * A message as a task's work gets it. A clock's has an id that follows from its tick, a stranger's one that follows from
 * SQS', so what is delivered twice has the same. Throws where the message is none.
 */
export function readMessage(
  { id, source }: Task,
  { body, messageId }: Pick<SQSRecord, "body" | "messageId">,
): TaskMessage {
  if (source?.kind === "s3" || source?.kind === "mail") {
    const payload = source.kind === "s3" ? { objects: arrivedObjects(body) } : { body };
    return { task_id: uuidv5(`${id} ${messageId}`, namespace), name: id, payload };
  }
  const sent: unknown = JSON.parse(body);
  if (source === undefined) return TaskMessage.parse(sent);
  const { name, payload } = ScheduledMessage.parse(sent);
  return { task_id: uuidv5(`${name} ${payload.scheduled_at}`, namespace), name, payload };
}

import type { SQSEvent } from "aws-lambda";
import type { Task } from "@smartcourse/contracts/define";
import { postgres } from "@smartcourse/platform/postgres";
import { sqsEvent } from "./sqs-event.ts";

/** The messages that a transaction left for a task's queue, oldest first, as its function gets them. */
export async function queuedFor(task: Task, subject: string): Promise<SQSEvent[]> {
  const rows = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("destination", "=", task.queue)
    .where("aggregate_key", "=", subject)
    .orderBy("id")
    .execute();
  return rows.map(({ message }) => sqsEvent(JSON.stringify(message), 1));
}

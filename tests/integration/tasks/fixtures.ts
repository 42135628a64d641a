import "../../support/use-scratch-database.ts";
import * as z from "zod";
import { type Task, defineTask } from "@smartcourse/contracts/define";
import { enqueue } from "@smartcourse/platform/outbox";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as getTask } from "../../../functions/operations/get-task.ts";
import { call } from "../../support/call.ts";
import { queueName } from "../../support/scratch-queue.ts";

/** A task that answers with what it was given, doubled. */
export const double = defineTask({
  id: "operations.double",
  queue: queueName("double"),
  summary: "Doubles a number.",
  payload: z.object({ number: z.int() }),
  result: z.object({ doubled: z.int() }),
  timeoutSeconds: 5,
  maxRetries: 3,
  uses: [],
  concurrency: 2,
});

/** Asks for a task, for somebody, and answers with its id and the message that the relay would send. */
export async function ask(
  ownerId?: number,
  task: Task & { source?: never } = double,
  payload: object = { number: 21 },
) {
  const id = await postgres()
    .transaction()
    .execute((tx) =>
      enqueue(tx, task, payload, { subject: "test", ...(ownerId !== undefined && { ownerId }) }),
    );
  const { message } = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("message_id", "=", id)
    .executeTakeFirstOrThrow();
  return { id, body: JSON.stringify(message) };
}

/** What `GET /tasks/{id}` answers to somebody. */
export async function statusOf(id: string, { token }: { token: string }) {
  return call(getTask, { params: { id }, token });
}

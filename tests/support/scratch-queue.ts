import { randomUUID } from "node:crypto";
import { ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Task } from "@smartcourse/contracts/define";
import { batchSize } from "@smartcourse/contracts/task-time";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import type { EventSource } from "../../local/event-sources/source.ts";
import { toSqsEvent } from "../../local/event-sources/sqs-event.ts";
import { startSqsSource } from "../../local/event-sources/sqs.ts";
import { provisionQueue } from "../../local/provision/queues.ts";

/** A name for a queue that nobody else's test has. */
export function queueName(beginning: string): string {
  return `${beginning}-${randomUUID().slice(0, 8)}`;
}

/** Makes a task's queue and its dead-letter queue, as they are deployed. */
export async function makeQueue({ queue, maxRetries }: Pick<Task, "queue" | "maxRetries">): Promise<void> {
  const prefix = queueUrl("").split("/").at(-1) ?? "";
  await provisionQueue(sqs(), prefix, { name: queue, visibilitySeconds: 30, maxRetries });
}

/** Sends bodies to a queue, ten at a time. */
export async function send(queue: string, ...bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const entries = bodies
      .slice(from, from + 10)
      .map((body, place) => ({ Id: String(place), MessageBody: body }));
    await sqs().send(new SendMessageBatchCommand({ QueueUrl: queueUrl(queue), Entries: entries }));
  }
}

/** The next messages of a queue, as their function gets them. They stay in it, hidden. */
export async function receive(queue: string, count = 1): Promise<SQSEvent> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl(queue),
      WaitTimeSeconds: 10,
      MaxNumberOfMessages: count,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return toSqsEvent(queue, Messages);
}

/** Feeds a handler from its task's queue until it is stopped, as Lambda's event source does. */
export function feed(
  task: Pick<Task, "queue" | "timeoutSeconds">,
  handler: (event: SQSEvent) => Promise<SQSBatchResponse | undefined>,
): EventSource {
  return startSqsSource({
    client: sqs(),
    lambda: {
      invoke: async (_, event) => ({
        status: "succeeded",
        payload: JSON.stringify((await handler(event as SQSEvent)) ?? null),
      }),
    },
    queue: task.queue,
    queueUrl: queueUrl(task.queue),
    functionName: task.queue,
    batchSize: batchSize(task),
    concurrency: 2,
    log: () => undefined,
  });
}

import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Lambda } from "../lambda/service.ts";
import type { EventSource, SourceLog } from "./source.ts";
import { failedMessages, toSqsEvent } from "./sqs-event.ts";

/** Short, because a stop waits for the poll under way: one that is broken off may take messages along unseen. */
const pollSeconds = 3;

export interface SqsSourceOptions {
  readonly client: SQSClient;
  readonly lambda: Pick<Lambda, "invoke">;
  readonly queue: string;
  readonly queueUrl: string;
  readonly functionName: string;
  /** Messages of a batch at most, up to 10. */
  readonly batchSize: number;
  /** Batches under way at one time at most. */
  readonly concurrency: number;
  readonly log: SourceLog;
}

/**
 * Feeds a function from a queue, as Lambda's event source mapping does with partial batch responses: what succeeded is
 * deleted; what failed is left alone until its visibility time-out, and the queue's redrive policy does the rest.
 */
export function startSqsSource(options: SqsSourceOptions): EventSource {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const polling = poll(options, stopping.signal, underWay);
  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(underWay);
    },
  };
}

async function poll(
  options: SqsSourceOptions,
  stopping: AbortSignal,
  underWay: Set<Promise<void>>,
): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    if (underWay.size >= options.concurrency) {
      await Promise.race(underWay);
      continue;
    }
    try {
      const messages = await receive(options);
      failures = 0;
      if (messages.length > 0) track(underWay, handle(options, messages));
    } catch (error) {
      failures += 1;
      options.log("sqs.poll_failed", { queue: options.queue, failures, error: String(error) });
      await pause(Math.min(10_000, 250 * 2 ** failures), stopping);
    }
  }
}

async function receive({ client, queueUrl, batchSize }: SqsSourceOptions): Promise<Message[]> {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: pollSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}

/** One batch through the function. Rejects never: what goes wrong leaves the messages where they are. */
async function handle(options: SqsSourceOptions, messages: readonly Message[]): Promise<void> {
  try {
    const result = await options.lambda.invoke(
      options.functionName,
      toSqsEvent(nameOf(options.queueUrl), messages),
    );
    if (result.status !== "succeeded") {
      options.log("sqs.batch_failed", { queue: options.queue, messages: messages.length, ...result });
      return;
    }
    const failed = failedMessages(
      result.payload,
      messages.map(({ MessageId }) => MessageId ?? ""),
    );
    if (failed.size > 0) options.log("sqs.messages_failed", { queue: options.queue, messages: [...failed] });
    await remove(
      options,
      messages.filter(({ MessageId }) => !failed.has(MessageId ?? "")),
    );
  } catch (error) {
    options.log("sqs.batch_failed", { queue: options.queue, error: String(error) });
  }
}

/** A queue's name as SQS knows it, with what precedes it in this deployment. */
function nameOf(queueUrl: string): string {
  return queueUrl.split("/").at(-1) ?? queueUrl;
}

async function remove(
  { client, queueUrl, queue, log }: SqsSourceOptions,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return;
  const { Failed = [] } = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle })),
    }),
  );
  if (Failed.length > 0) log("sqs.delete_failed", { queue, failed: Failed });
}

function track(underWay: Set<Promise<void>>, work: Promise<void>): void {
  const tracked = work.finally(() => underWay.delete(tracked));
  underWay.add(tracked);
}

/** Waits, or until the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

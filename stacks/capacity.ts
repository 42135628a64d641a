import type { Consumer, TopicName } from "../packages/contracts/src/define.ts";
import type { FunctionEntry } from "../packages/contracts/src/functions.ts";
import { batchSize } from "../packages/contracts/src/task-time.ts";
import type { StageSize } from "./stages.ts";

/** Partitions of every topic: so many batches of one are consumed at a time. */
export const partitions = 4;

/** SQS feeds no fewer than two at a time where it is bounded at all. */
const leastQueueConcurrency = 2;

/** Retries of one consumer are short work. */
const retriesAtOnce = 10;

/** The topics that a consumer's events come through. */
export function topicsOf(consumer: Consumer): TopicName[] {
  return [...new Set(consumer.events.map(({ topic }) => topic))];
}

/** How many batches of its queue a function works on at a time at most. A consumer's queue holds retries alone. */
export function queueConcurrency(entry: FunctionEntry): number {
  return entry.kind === "task"
    ? Math.max(leastQueueConcurrency, entry.task.concurrency)
    : leastQueueConcurrency;
}

/** Messages of a queue that one invocation gets. */
export function queueBatchSize(entry: FunctionEntry): number {
  return entry.kind === "task" ? batchSize(entry.task) : retriesAtOnce;
}

/**
 * How many of a function run at one time at most, where what is behind it bears no more: queues and topics could fan
 * out over every connection of the database, the assistant over what the model's provider grants, and a stream of
 * notifications holds its function for minutes. `undefined`: as many
 * as the API's throttle lets in; the proxy shares the database's connections out among them.
 */
export function reservedConcurrency(entry: FunctionEntry, size: StageSize): number | undefined {
  switch (entry.kind) {
    case "task":
      return queueConcurrency(entry);
    case "consumer":
      return topicsOf(entry.consumer).length * partitions + queueConcurrency(entry);
    default:
      if (entry.id.startsWith("assistant.")) return size.assistantConcurrency;
      return entry.kind === "stream" ? size.notificationStreams : undefined;
  }
}

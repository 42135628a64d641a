import {
  type Consumer as KafkaConsumer,
  type EachBatchPayload,
  Kafka,
  type KafkaMessage,
  logLevel,
} from "kafkajs";
import type { Consumer } from "@smartcourse/contracts/define";
import type { Lambda } from "../lambda/service.ts";
import { toMskEvent } from "./kafka-event.ts";
import type { EventSource, SourceLog } from "./source.ts";
import { pause } from "./sqs.ts";

const batchSize = 100;
const heartbeatMs = 3000;
const longestWaitMs = 30_000;

export interface KafkaSourceOptions {
  readonly brokers: readonly string[];
  readonly lambda: Pick<Lambda, "invoke">;
  readonly consumer: Pick<Consumer, "group" | "events">;
  readonly functionName: string;
  readonly log: SourceLog;
}

/**
 * Feeds a function from the topics of its events, as a consumer group, as Lambda's event source mapping does: one batch of
 * a partition at a time, the offset committed after the function succeeded, a failing batch tried again for ever.
 * Brokers that are not there yet, or not any more, are waited for.
 */
export function startKafkaSource(options: KafkaSourceOptions): EventSource {
  const stopping = new AbortController();
  const consumer = createConsumer(options, stopping.signal);
  const starting = startConsumer(options, consumer, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await consumer.disconnect();
      await starting;
    },
  };
}

function createConsumer(
  { brokers, consumer: { group }, functionName, log }: KafkaSourceOptions,
  stopping: AbortSignal,
) {
  const kafka = new Kafka({
    clientId: functionName,
    brokers: [...brokers],
    connectionTimeout: 3000,
    retry: { initialRetryTime: 200, maxRetryTime: 5000 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log: { message, ...fields } }) =>
        log("kafka.client", { group, namespace, text: message, ...fields }),
  });
  return kafka.consumer({
    groupId: group,
    sessionTimeout: 15_000,
    heartbeatInterval: heartbeatMs,
    // A stop waits for the fetch under way.
    maxWaitTimeInMs: 1000,
    retry: { initialRetryTime: 200, maxRetryTime: 5000, restartOnFailure: async () => !stopping.aborted },
  });
}

async function startConsumer(
  options: KafkaSourceOptions,
  consumer: KafkaConsumer,
  stopping: AbortSignal,
): Promise<void> {
  const topics = [...new Set(options.consumer.events.map(({ topic }) => topic))];
  while (!stopping.aborted) {
    try {
      await consumer.connect();
      await consumer.subscribe({ topics, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: (batch) => consumeBatch(options, consumer, batch, stopping),
      });
      return;
    } catch (error) {
      options.log("kafka.start_failed", { group: options.consumer.group, error: String(error) });
      await pause(1000, stopping);
    }
  }
}

async function consumeBatch(
  options: KafkaSourceOptions,
  consumer: KafkaConsumer,
  payload: EachBatchPayload,
  stopping: AbortSignal,
): Promise<void> {
  const { topic, partition, messages } = payload.batch;
  for (let from = 0; from < messages.length; from += batchSize) {
    const slice = messages.slice(from, from + batchSize);
    const last = slice.at(-1);
    if (last === undefined || !(await deliver(options, payload, slice, stopping))) return;
    payload.resolveOffset(last.offset);
    await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(last.offset) + 1n) }]);
    await payload.heartbeat();
  }
}

/** Tries until the function succeeds. False where the partition is somebody else's by now, or all is to stop. */
async function deliver(
  { lambda, functionName, brokers, consumer, log }: KafkaSourceOptions,
  payload: EachBatchPayload,
  messages: readonly KafkaMessage[],
  stopping: AbortSignal,
): Promise<boolean> {
  const { topic, partition } = payload.batch;
  const event = toMskEvent(brokers, topic, partition, messages);
  for (let failures = 0; payload.isRunning() && !payload.isStale() && !stopping.aborted; failures += 1) {
    if (failures > 0)
      await whileAlive(payload, pause(Math.min(longestWaitMs, 250 * 2 ** failures), stopping));
    if (stopping.aborted) return false;
    const result = await whileAlive(payload, lambda.invoke(functionName, event));
    if (result.status === "succeeded") return true;
    const offset = messages[0]?.offset;
    log("kafka.batch_failed", {
      group: consumer.group,
      topic,
      partition,
      offset,
      failures: failures + 1,
      ...result,
    });
  }
  return false;
}

/** Tells the broker meanwhile that the member lives. Throws, once the work is done, where the group was shared out anew. */
async function whileAlive<T>(payload: EachBatchPayload, work: Promise<T>): Promise<T> {
  let lost: { error: unknown } | undefined;
  const timer = setInterval(() => {
    payload.heartbeat().catch((error: unknown) => {
      lost = { error };
    });
  }, heartbeatMs);
  try {
    const result = await work;
    if (lost !== undefined) throw lost.error;
    return result;
  } finally {
    clearInterval(timer);
  }
}

import type { MSKEvent, SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod";
import { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { type Consumer, type EventType, functionName } from "@smartcourse/contracts/define";
import { deadLetterTopic } from "@smartcourse/contracts/events";
import { consumerRetries, retryQueueName } from "@smartcourse/contracts/retry";
import { eachRecord } from "./each-record.ts";
import { outage } from "./edge/outage.ts";
import { envNumber } from "./env.ts";
import { receive } from "./inbox.ts";
import { continueTrace, within } from "./invocation.ts";
import { append } from "./outbox.ts";
import { retryDelay } from "./retry-delay.ts";
import { type Tx, postgres } from "./postgres.ts";
import { log, logFields, measure, traced } from "./telemetry.ts";

/** An event whose data its contract has parsed. */
export type ReceivedEvent = CloudEvent & { readonly data: Record<string, unknown> };

/** The effect of one event, in one transaction with its inbox row. */
type Effect = (tx: Tx, event: ReceivedEvent) => Promise<void>;

/** SQS holds a message back no longer than this. */
const longestDelaySeconds = 900;

/** An event on its way through the retry queue. `attempt` counts from 1. */
const Retry = z.object({ attempt: z.int(), event: z.unknown() });

/**
 * Turns one consumer and one effect into one Lambda, fed by Kafka and by its own retry queue. Record by record: what
 * cannot be parsed goes to the group's dead-letter topic at once; what fails is tried again through the queue, apart from
 * its neighbours and after a growing wait, and dead-lettered after the last attempt. Only a store that is down fails a batch
 * of Kafka's, or a message of the queue's.
 */
export function consumer(contract: Consumer, effect: Effect) {
  const retries = eachRecord(({ body }) => consumeRetry(contract, effect, body));
  return async (batch: MSKEvent | SQSEvent): Promise<SQSBatchResponse | undefined> => {
    if ("records" in batch) {
      const records = Object.values(batch.records).flat();
      for (const { value } of records) {
        await consume(contract, effect, Buffer.from(value, "base64").toString("utf8"), 0);
      }
      return undefined;
    }
    return retries(batch);
  };
}

async function consumeRetry(contract: Consumer, effect: Effect, text: string): Promise<void> {
  const retry = read(Retry, text);
  if (!retry.success) return bury(contract, text, retry.error);
  await consume(contract, effect, JSON.stringify(retry.data.event), retry.data.attempt);
}

/** What a text says by a schema, or why it says nothing: no JSON, or another shape. */
function read<S extends z.ZodType>(schema: S, text: string) {
  try {
    return schema.safeParse(JSON.parse(text));
  } catch (error) {
    return { success: false, error } as const;
  }
}

async function consume(contract: Consumer, effect: Effect, text: string, attempt: number): Promise<void> {
  const envelope = read(CloudEvent, text);
  if (!envelope.success) return bury(contract, text, envelope.error);
  const type = contract.events.find((event) => event.type === envelope.data.type);
  if (type === undefined) return;
  const data = type.payload.safeParse(envelope.data.data);
  if (!data.success) return bury(contract, text, data.error);
  const event: ReceivedEvent = { ...envelope.data, data: data.data as Record<string, unknown> };
  await apply(contract, effect, type, event, attempt);
}

async function apply(
  contract: Consumer,
  effect: Effect,
  type: EventType,
  event: ReceivedEvent,
  attempt: number,
): Promise<void> {
  const current = { requestId: event.id, traceparent: continueTrace(event.traceparent) };
  await within(current, () =>
    traced(`## ${contract.id} ${type.type}`, async () => {
      try {
        await postgres()
          .transaction()
          .execute(async (tx) => {
            if (await receive(tx, contract.id, event.id)) await effect(tx, event);
          });
        log().info("event.consumed", {
          ...logFields(),
          consumer: contract.id,
          type: event.type,
          subject: event.subject,
        });
        measure({ consumer: contract.id, type: event.type }, [["events_consumed_total", "Count", 1]]);
      } catch (error) {
        if (outage(error)?.kind === "unavailable") throw error;
        log().error("event.failed", {
          ...logFields(),
          consumer: contract.id,
          type: event.type,
          attempt,
          error: error as Error,
        });
        await retryOrBury(contract, event, attempt, error);
      }
    }),
  );
}

async function retryOrBury(
  contract: Consumer,
  event: ReceivedEvent,
  attempt: number,
  error: unknown,
): Promise<void> {
  if (attempt >= consumerRetries) return bury(contract, JSON.stringify(event), error);
  await postgres()
    .transaction()
    .execute((tx) =>
      append(tx, {
        kind: "task",
        destination: retryQueueName(contract),
        aggregateKey: event.subject,
        messageId: event.id,
        message: { attempt: attempt + 1, event },
        delaySeconds: retryDelay(attempt + 1, envNumber("TASK_RETRY_BASE_SECONDS"), longestDelaySeconds),
      }),
    );
}

async function bury(contract: Consumer, text: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log().error("event.dead_lettered", { consumer: contract.id, reason });
  measure({ consumer: contract.id }, [["events_dead_lettered_total", "Count", 1]]);
  await postgres()
    .transaction()
    .execute((tx) =>
      append(tx, {
        kind: "event",
        destination: deadLetterTopic(contract.group),
        aggregateKey: functionName(contract.id),
        messageId: crypto.randomUUID(),
        message: { consumer: contract.id, reason, record: text },
      }),
    );
}

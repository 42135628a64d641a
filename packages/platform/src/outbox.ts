import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type * as z from "zod";
import { type EventType, type Task, type WorkflowType, functionName } from "@smartcourse/contracts/define";
import { CloudEvent } from "@smartcourse/contracts/cloud-event";
import type { TaskMessage } from "@smartcourse/contracts/task-message";
import { invocation } from "./invocation.ts";
import type { Tx } from "./postgres.ts";

/** Shards that relays share; an aggregate is always in the same one, which keeps its order. A migration when it changes. */
export const outboxShards = 8;

interface Row {
  readonly kind: "event" | "task" | "workflow";
  readonly destination: string;
  readonly aggregateKey: string;
  readonly messageId: string;
  readonly message: object;
  /** Of a task: seconds for which SQS holds it back, up to 900. It delays nothing else. */
  readonly delaySeconds?: number;
}

/** Adds a row as it is: what emit() and startWorkflow() end in. */
export async function append(tx: Tx, row: Row): Promise<void> {
  await appendAll(tx, [row]);
}

async function appendAll(tx: Tx, rows: readonly Row[]): Promise<void> {
  await tx
    .insertInto("outbox")
    .values(
      rows.map(({ aggregateKey, ...row }) => ({
        kind: row.kind,
        destination: row.destination,
        aggregate_key: aggregateKey,
        shard: sql<number>`mod(abs(hashtext(${aggregateKey})::bigint), ${sql.lit(outboxShards)})`,
        message_id: row.messageId,
        message: JSON.stringify(row.message),
        delay_seconds: row.delaySeconds ?? 0,
        error: null,
      })),
    )
    .execute();
}

/**
 * Says in the caller's transaction that something happened; the relay tells Kafka once it has committed. Throws where data
 * or envelope are not what the contract says.
 * `aggregateVersion` counts the changes of the aggregate, so that consumers can tell old from new.
 */
export async function emit<E extends EventType>(
  tx: Tx,
  event: E,
  payload: z.input<E["payload"]>,
  aggregateVersion: number,
): Promise<void> {
  const data = event.payload.parse(payload) as Record<string, unknown>;
  const aggregateKey = String(data[event.aggregate]);
  const current = invocation();
  const message = CloudEvent.parse({
    specversion: "1.0",
    id: randomUUID(),
    source: `/smartcourse/${event.topic.split(".")[0]}`,
    type: event.type,
    time: new Date().toISOString(),
    subject: aggregateKey,
    datacontenttype: "application/json",
    schemaversion: event.version,
    aggregateversion: aggregateVersion,
    ...(current?.actorId !== undefined && { actor: String(current.actorId) }),
    ...(current !== undefined && { traceparent: current.traceparent }),
    data,
  });
  await append(tx, { kind: "event", destination: event.topic, aggregateKey, messageId: message.id, message });
}

/**
 * Queues a task in the caller's transaction and answers with its id. `subject` names what it is about. Tasks that bucket or
 * clock begin are queued by these alone.
 */
export async function enqueue<T extends Task & { readonly source?: never }>(
  tx: Tx,
  task: T,
  payload: z.input<T["payload"]>,
  about: { subject: string; ownerId?: number },
): Promise<string> {
  const [id] = await enqueueAll(tx, task, [{ payload, ...about }]);
  if (id === undefined) throw new Error(`${task.id} was not queued`);
  return id;
}

/** Queues a task once for each, in the caller's transaction, and answers with the ids. */
export async function enqueueAll<T extends Task & { readonly source?: never }>(
  tx: Tx,
  task: T,
  items: readonly { payload: z.input<T["payload"]>; subject: string; ownerId?: number }[],
): Promise<string[]> {
  if (items.length === 0) return [];
  const queued = items.map(({ payload, ...about }) => ({ ...about, message: taskMessage(task, payload) }));
  await tx
    .insertInto("tasks")
    .values(
      queued.map(({ message, subject, ownerId }) => ({
        id: message.task_id,
        name: functionName(task.id),
        owner_id: ownerId ?? null,
        subject,
        reason: null,
        result: null,
      })),
    )
    .execute();
  await appendAll(
    tx,
    queued.map(({ message, subject }) => ({
      kind: "task",
      destination: task.queue,
      aggregateKey: subject,
      messageId: message.task_id,
      message,
    })),
  );
  return queued.map(({ message }) => message.task_id);
}

function taskMessage<T extends Task>(task: T, payload: z.input<T["payload"]>): TaskMessage {
  const current = invocation();
  return {
    task_id: randomUUID(),
    name: task.id,
    ...(current !== undefined && { traceparent: current.traceparent }),
    payload: task.payload.parse(payload),
  };
}

/** Asks, in the caller's transaction, for a workflow to be started. Its id comes from its subject, so it starts once. */
export async function startWorkflow<W extends WorkflowType>(
  tx: Tx,
  workflow: W,
  start: { id: string; input: z.input<W["input"]>; ownerId: number; subject: string },
): Promise<void> {
  await tx
    .insertInto("workflows")
    .values({
      id: start.id,
      kind: workflow.kind,
      owner_id: start.ownerId,
      subject: start.subject,
      result: null,
      reason: null,
    })
    .execute();
  await append(tx, {
    kind: "workflow",
    destination: workflow.name,
    aggregateKey: start.subject,
    messageId: randomUUID(),
    message: {
      workflow_id: start.id,
      input: workflow.input.parse(start.input),
      traceparent: invocation()?.traceparent ?? null,
    },
  });
}

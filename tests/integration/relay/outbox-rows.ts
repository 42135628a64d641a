import { randomUUID } from "node:crypto";
import { append } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { OutboxKind, OutboxRow, Outcomes, Sender } from "@smartcourse/platform/relay/outbox-row";
import type { Senders } from "@smartcourse/platform/relay/shard";

/** Adds a row of `{n}` for an aggregate, and answers with its message id. */
export async function addRow(
  tx: Tx | Db,
  row: { key: string; n: number; kind?: OutboxKind; destination?: string; message?: object },
): Promise<string> {
  const messageId = randomUUID();
  await append(tx as Tx, {
    kind: row.kind ?? "event",
    destination: row.destination ?? "somewhere",
    aggregateKey: row.key,
    messageId,
    message: row.message ?? { n: row.n },
  });
  return messageId;
}

/** `n` of each row, in the order in which they were sent. */
export function numbersOf(rows: readonly OutboxRow[]): number[] {
  return rows.map(({ message }) => (JSON.parse(message) as { n: number }).n);
}

/** Senders of the test's own: `send` for every kind. */
export function sendersOf(send: Sender): () => Senders {
  return () => ({ event: send, task: send, workflow: send, close: async () => undefined });
}

export function allSent(rows: readonly OutboxRow[]): Outcomes {
  return new Map(rows.map(({ id }) => [id, { sent: true }]));
}

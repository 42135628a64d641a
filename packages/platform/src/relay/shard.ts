import { openProducer } from "../kafka.ts";
import type { Db } from "../postgres.ts";
import { type OutboxKind, type Sender, outboxKinds } from "./outbox-row.ts";
import { type Pump, startPump } from "./pump.ts";
import { sendEvents } from "./send-events.ts";
import { sendTasks } from "./send-tasks.ts";
import { sendWorkflows } from "./send-workflows.ts";

/** Rows of one claim. A workflow takes a call of its own, so they go in smaller batches. */
const limits: Record<OutboxKind, number> = { event: 500, task: 500, workflow: 100 };

/** What rows of one shard are sent with. */
export interface Senders extends Record<OutboxKind, Sender> {
  close(): Promise<void>;
}

/** Kafka, SQS and Temporal. A shard has a producer of its own, since an idempotent one serves one sender at a time. */
export function openSenders(): Senders {
  const producer = openProducer("smartcourse-relay");
  return {
    event: sendEvents(producer),
    task: sendTasks,
    workflow: sendWorkflows,
    close: () => producer.close(),
  };
}

export interface OpenShard {
  wake(kind: OutboxKind): void;
  stop(): Promise<void>;
}

/** Starts the three pumps of a shard, each by itself: while Kafka is down, tasks and workflows go on. */
export function openShard(db: Db, shard: number, holder: string, senders: Senders): OpenShard {
  const pumps = new Map<OutboxKind, Pump>(
    outboxKinds.map((kind) => [
      kind,
      startPump({ db, shard, kind, holder, limit: limits[kind], send: senders[kind] }),
    ]),
  );
  return {
    wake: (kind) => pumps.get(kind)?.wake(),
    async stop() {
      await Promise.all([...pumps.values()].map((pump) => pump.stop()));
      await senders.close();
    },
  };
}

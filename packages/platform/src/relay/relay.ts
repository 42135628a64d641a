import { randomUUID } from "node:crypto";
import { outboxShards } from "../outbox.ts";
import { type Db, openPostgres } from "../postgres.ts";
import { log } from "../telemetry.ts";
import { findWork } from "./claim-rows.ts";
import { fairShare, releaseLeases, renewLeases, takeLeases } from "./leases.ts";
import { listenOutbox } from "./listen-outbox.ts";
import { measureLag } from "./measure-lag.ts";
import { measureOutbox } from "./measure-outbox.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { outboxKinds } from "./outbox-row.ts";
import { type OpenShard, type Senders, openSenders, openShard } from "./shard.ts";

/** A batch holds its connection while it is sent, so every pump may need one, and the rest of the relay a few. */
const connections = outboxShards * outboxKinds.length + 4;
const measureEveryMs = 30_000;

/** How often a relay does what keeps the outbox moving, in milliseconds; `lease`: how long a dead one's shards stand still. */
export interface RelayPace {
  readonly scan: number;
  readonly balance: number;
  readonly lease: number;
}

const usualPace: RelayPace = { scan: 1_000, balance: 3_000, lease: 10_000 };

export interface Relay {
  /** Lets batches under way end, gives the leases back and closes the connections. */
  stop(): Promise<void>;
}

/**
 * Starts to send the outbox: events to Kafka, tasks to SQS, workflows to Temporal. Relays share the shards among them by
 * leases. Rows are found when Postgres notifies, and by polling every second. `connectionString` must not lead through
 * a proxy. While Postgres is away the relay waits for it.
 */
export async function startRelay(
  connectionString: string,
  senders: () => Senders = openSenders,
  pace: RelayPace = usualPace,
): Promise<Relay> {
  const db = openPostgres(connectionString, connections);
  const holding: Holding = {
    db,
    holder: randomUUID(),
    shards: new Map(),
    senders,
    leaseSeconds: pace.lease / 1_000,
  };
  let stopped = false;

  const scan = oneAtATime("relay.scan_failed", () => wakePumps(holding));
  const listener = listenOutbox(connectionString, () => void scan());
  const balance = oneAtATime("relay.balance_failed", async () => {
    if (stopped) return;
    await balanceShards(holding, await listener.countRelays());
    await scan();
  });
  const measuring = oneAtATime("relay.measure_failed", () => measureOutbox(db));
  const measuringLag = oneAtATime("relay.measure_lag_failed", measureLag);

  await balance();
  const timers = [
    setInterval(() => void scan(), pace.scan),
    setInterval(() => void balance(), pace.balance),
    setInterval(() => void measuring(), measureEveryMs),
    setInterval(() => void measuringLag(), measureEveryMs),
  ];
  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await listener.close();
      await balance();
      await closeShards(holding.shards, [...holding.shards.keys()]);
      await scan();
      const { holder, leaseSeconds } = holding;
      await releaseLeases(db, holder, await renewLeases(db, holder, leaseSeconds));
      await db.destroy();
    },
  };
}

interface Holding {
  readonly db: Db;
  readonly holder: string;
  readonly shards: Map<number, OpenShard>;
  readonly senders: () => Senders;
  readonly leaseSeconds: number;
}

async function wakePumps({ db, shards }: Holding): Promise<void> {
  for (const { shard, kind } of await findWork(db, [...shards.keys()])) shards.get(shard)?.wake(kind);
}

/** Keeps the shards that are this relay's share, gives back what is beyond it and takes what is missing. */
async function balanceShards(holding: Holding, relays: number): Promise<void> {
  const { db, holder, shards, senders, leaseSeconds } = holding;
  const share = fairShare(relays);
  const held = await renewLeases(db, holder, leaseSeconds);
  const surplus = held.slice(share);
  const lost = [...shards.keys()].filter((shard) => !held.includes(shard));
  await closeShards(shards, [...lost, ...surplus]);
  await releaseLeases(db, holder, surplus);
  const taken = held.length < share ? await takeLeases(db, holder, share - held.length, leaseSeconds) : [];
  for (const shard of [...held.slice(0, share), ...taken]) {
    if (!shards.has(shard)) shards.set(shard, openShard(db, shard, holder, senders()));
  }
  if (lost.length + surplus.length + taken.length > 0) {
    log().info("relay.shards", { relays, shards: [...shards.keys()] });
  }
}

async function closeShards(shards: Map<number, OpenShard>, closing: readonly number[]): Promise<void> {
  await Promise.all(
    closing.map(async (shard) => {
      await shards.get(shard)?.stop();
      shards.delete(shard);
    }),
  );
}

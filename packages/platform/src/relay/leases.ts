import { sql } from "kysely";
import { outboxShards } from "../outbox.ts";
import type { Db } from "../postgres.ts";

/** The shards one of `relays` relays should hold, so that all are held. */
export function fairShare(relays: number): number {
  return Math.ceil(outboxShards / Math.max(1, relays));
}

/** Prolongs the leases of `holder` by `seconds` from now and answers with their shards. */
export async function renewLeases(db: Db, holder: string, seconds: number): Promise<number[]> {
  const held = await db
    .updateTable("outbox_leases")
    .set({ expires_at: inSeconds(seconds) })
    .where("holder", "=", holder)
    .returning("shard")
    .execute();
  return held.map(({ shard }) => shard).sort((a, b) => a - b);
}

/** Takes up to `count` shards that nobody holds, or whose holder is gone, for `seconds`. */
export async function takeLeases(db: Db, holder: string, count: number, seconds: number): Promise<number[]> {
  const taken = await db
    .updateTable("outbox_leases")
    .set({ holder, expires_at: inSeconds(seconds) })
    .where("shard", "in", (free) =>
      free
        .selectFrom("outbox_leases")
        .select("shard")
        .where("expires_at", "<=", sql<string>`now()`)
        .orderBy("shard")
        .limit(count)
        .forUpdate()
        .skipLocked(),
    )
    .returning("shard")
    .execute();
  return taken.map(({ shard }) => shard);
}

/** Gives shards back. Nothing of them may be under way. */
export async function releaseLeases(db: Db, holder: string, shards: readonly number[]): Promise<void> {
  if (shards.length === 0) return;
  await db
    .updateTable("outbox_leases")
    .set({ holder: null, expires_at: sql<string>`now()` })
    .where("holder", "=", holder)
    .where("shard", "in", shards)
    .execute();
}

function inSeconds(seconds: number) {
  return sql<string>`now() + make_interval(secs => ${seconds})`;
}

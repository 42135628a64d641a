import { sql } from "kysely";
import type { Consumer } from "@smartcourse/contracts/define";
import type { Db, Tx } from "../postgres.ts";

/** How far a replay has come: after row `after_id` of the outbox, on the way through `through_id`. */
export interface Replay {
  readonly from_time: string;
  readonly after_id: number;
  readonly through_id: number;
}

/**
 * Empties the consumer's projection and its inbox in one transaction, and notes that everything from `from` on is to be
 * replayed into it. Where such a replay has begun and not ended it goes on, and nothing is emptied again.
 */
export async function beginReplay(db: Db, consumer: Consumer, from: Date): Promise<Replay> {
  const { projection = [] } = consumer;
  if (projection.length === 0)
    throw new Error(`${consumer.id} keeps no projection: to replay its events would repeat their effects`);
  return db.transaction().execute(async (tx) => {
    await waitForConsumers(tx);
    const begun = await findBegun(tx, consumer.id, from);
    if (begun !== undefined) return begun;
    for (const table of projection) await sql`delete from ${sql.table(table)}`.execute(tx);
    await tx.deleteFrom("inbox").where("consumer", "=", consumer.id).execute();
    return noteBeginning(tx, consumer.id, from);
  });
}

/**
 * Waits for every effect under way, and holds back those that want to begin: one that saw its inbox row before, and
 * commits its effect after, would be forgotten by the replay and never come again.
 */
async function waitForConsumers(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql`set local lock_timeout = '60s'`.execute(tx);
  await sql`lock table inbox in share row exclusive mode`.execute(tx);
}

async function findBegun(tx: Tx, consumer: string, from: Date): Promise<Replay | undefined> {
  return tx
    .selectFrom("event_replays")
    .select(["from_time", "after_id", "through_id"])
    .where("consumer", "=", consumer)
    .where("from_time", "=", from.toISOString())
    .where("done", "=", false)
    .executeTakeFirst();
}

/** What commits from now on reaches the consumer by itself, however small its id. */
async function noteBeginning(tx: Tx, consumer: string, from: Date): Promise<Replay> {
  const { rows } = await sql<Replay>`
    insert into event_replays (consumer, from_time, through_id)
    select ${consumer}, ${from}, greatest(
      (select coalesce(max(id), 0) from outbox), (select coalesce(max(id), 0) from outbox_archive)
    )
    on conflict (consumer) do update
      set from_time = excluded.from_time, through_id = excluded.through_id, after_id = 0, replayed = 0, done = false,
        started_at = now(), updated_at = now()
    returning from_time, after_id, through_id`.execute(tx);
  const [begun] = rows;
  if (begun === undefined) throw new Error("The beginning of a replay was not noted");
  return begun;
}

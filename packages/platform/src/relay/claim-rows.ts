import { sql } from "kysely";
import type { Db, Tx } from "../postgres.ts";
import type { OutboxKind, OutboxRow } from "./outbox-row.ts";

export interface Claim {
  readonly shard: number;
  readonly kind: OutboxKind;
  /** Who must hold the shard's lease. */
  readonly holder: string;
  readonly limit: number;
}

/**
 * Locks the rows of one shard and kind that may go out now, oldest first; none where the lease is another's. By status,
 * never by "id after the last": a row whose transaction commits late has a low id. A row that waits for another attempt
 * holds back those of its own aggregate behind it, so that they stay in order, and no others.
 */
export async function claimRows(tx: Tx, { shard, kind, holder, limit }: Claim): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    with head as materialized (
      select id, aggregate_key, available_at <= now() as due
      from outbox
      where shard = ${shard} and kind = ${kind} and status = 'pending'
        and exists (
          select from outbox_leases lease
          where lease.shard = ${shard} and lease.holder = ${holder} and lease.expires_at > now()
        )
      order by id
      limit ${limit}
    ),
    waiting as (select aggregate_key, min(id) as first from head where not due group by aggregate_key)
    select outbox.id, destination, outbox.aggregate_key, message_id, message::text as message, attempts,
      delay_seconds
    from outbox
    join head on head.id = outbox.id
    left join waiting on waiting.aggregate_key = head.aggregate_key
    where head.due and (waiting.first is null or head.id < waiting.first)
    order by outbox.id
    for update of outbox skip locked`.execute(tx);
  return rows;
}

/** The shards and kinds, among `shards`, that have rows to send now. */
export async function findWork(
  db: Db,
  shards: readonly number[],
): Promise<{ shard: number; kind: OutboxKind }[]> {
  const { rows } = await sql<{ shard: number; kind: OutboxKind }>`
    select held.shard, kinds.kind
    from unnest(${shards}::smallint[]) as held (shard)
    cross join (values ('event'), ('task'), ('workflow')) as kinds (kind)
    where exists (
      select from outbox
      where outbox.shard = held.shard and outbox.kind = kinds.kind and status = 'pending' and available_at <= now()
    )`.execute(db);
  return rows;
}

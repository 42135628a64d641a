import { type RawBuilder, sql } from "kysely";
import type { Database } from "@smartcourse/platform/database";
import type { Db } from "@smartcourse/platform/postgres";

/** Rows of a table that may go. */
export interface PurgeRule {
  readonly table: keyof Database;
  readonly expired: RawBuilder<boolean>;
}

/** How many rows one statement deletes, and how many statements there are at most. */
export interface BatchLimits {
  readonly rows: number;
  readonly batches: number;
}

/**
 * Deletes what a rule lets go, each batch in a transaction of its own: nobody waits long for it, and rows that somebody
 * holds are left for the next time. Says how many rows there were.
 */
export async function deleteInBatches(
  db: Db,
  { table, expired }: PurgeRule,
  { rows, batches }: BatchLimits,
): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${expired} limit ${rows} for update skip locked
      ))`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < BigInt(rows)) break;
  }
  return deleted;
}

import { sql } from "kysely";
import type { Tx } from "../postgres.ts";
import type { Verdict } from "./judge-rows.ts";

/** Writes a verdict: what was sent moves to the archive in one statement, the rest waits or is set aside. */
export async function settleRows(tx: Tx, { sent, kept }: Verdict): Promise<void> {
  if (sent.length > 0) {
    await sql`
      with sent as (
        delete from outbox where id = any(${sent}::bigint[])
        returning id, kind, destination, aggregate_key, message_id, message, created_at
      )
      insert into outbox_archive (id, kind, destination, aggregate_key, message_id, message, created_at)
      select * from sent`.execute(tx);
  }
  if (kept.length > 0) {
    await sql`
      update outbox
      set attempts = kept.attempts, status = kept.status, error = kept.error,
        available_at = now() + make_interval(secs => kept.wait_seconds)
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
        as kept (id bigint, attempts integer, status text, wait_seconds integer, error text)
      where outbox.id = kept.id`.execute(tx);
  }
}

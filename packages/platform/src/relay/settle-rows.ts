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
  const failed = kept.filter(({ status }) => status === "failed").map(({ id }) => id);
  if (failed.length > 0) await failSubjects(tx, failed);
}

/** A workflow or task whose row is set aside never begins: whoever asked for it is told, and may ask again. */
async function failSubjects(tx: Tx, ids: readonly number[]): Promise<void> {
  const reason = "It could not be started for a fault on our side. Ask for it again.";
  await sql`
    update workflows set state = 'failed', reason = ${reason}, updated_at = now()
    from outbox
    where outbox.id = any(${ids}::bigint[]) and outbox.kind = 'workflow'
      and workflows.id = outbox.message ->> 'workflow_id' and workflows.state = 'pending'`.execute(tx);
  await sql`
    update tasks set state = 'failed', reason = ${reason}, updated_at = now(), finished_at = now()
    from outbox
    where outbox.id = any(${ids}::bigint[]) and outbox.kind = 'task'
      and tasks.id::text = outbox.message ->> 'task_id' and tasks.state = 'pending'`.execute(tx);
}

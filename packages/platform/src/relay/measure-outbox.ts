import { sql } from "kysely";
import type { Db } from "../postgres.ts";
import { measure } from "../telemetry.ts";
import { outboxKinds } from "./outbox-row.ts";

/** Writes how many rows of each kind wait or are set aside, and how long the oldest has waited. */
export async function measureOutbox(db: Db): Promise<void> {
  const { rows } = await sql<{ kind: string; pending: number; failed: number; oldest_ms: number }>`
    select kind, count(*) filter (where status = 'pending') as pending,
      count(*) filter (where status = 'failed') as failed,
      coalesce(extract(epoch from now() - min(created_at) filter (where status = 'pending')), 0) * 1000 as oldest_ms
    from outbox group by kind`.execute(db);
  for (const kind of outboxKinds) {
    const found = rows.find((row) => row.kind === kind);
    measure({ kind }, [
      ["outbox_pending", "Count", found?.pending ?? 0],
      ["outbox_failed", "Count", found?.failed ?? 0],
      ["outbox_oldest_age", "Milliseconds", found?.oldest_ms ?? 0],
    ]);
  }
}

import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";
import type { DatedNotice } from "./notices.ts";
import { nextDigestAt } from "./settings-store.ts";

/** Has a notice wait for the digest of these people. */
export async function insertDigestItems(
  tx: Tx,
  { eventId, kind, data }: DatedNotice,
  userIds: readonly number[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx
    .insertInto("digest_items")
    .values(userIds.map((user_id) => ({ user_id, event_id: eventId, kind, data: JSON.stringify(data) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** People whose digest is due, those due longest first, locked: whoever else looks now passes over them. */
export function lockDue(tx: Tx, limit: number) {
  return tx
    .selectFrom("notification_settings")
    .select(["user_id", "next_digest_at"])
    .where("next_digest_at", "<=", sql<string>`now()`)
    .orderBy("next_digest_at")
    .orderBy("user_id")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Takes what waits for these people's digests, and answers with it, the newest first. */
export async function takeDigestItems(tx: Tx, userIds: readonly number[]) {
  const taken = await tx
    .updateTable("digest_items")
    .set({ digested_at: new Date() })
    .where("user_id", "in", userIds)
    .where("digested_at", "is", null)
    .returning(["user_id", "event_id", "kind", "data", "created_at"])
    .execute();
  return taken.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
}

/** Has these people's next digest be due when the next period is over. */
export async function scheduleNext(tx: Tx, userIds: readonly number[]): Promise<void> {
  await tx
    .updateTable("notification_settings")
    .set({ next_digest_at: nextDigestAt(sql.ref("digest"), sql.ref("time_zone")) })
    .where("user_id", "in", userIds)
    .execute();
}

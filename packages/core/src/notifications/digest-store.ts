import type { Tx } from "@smartcourse/platform/postgres";
import type { DatedNotice } from "./notices.ts";

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

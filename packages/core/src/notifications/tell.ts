import type { Channel } from "@smartcourse/contracts/notifications/kinds";
import type { Tx } from "@smartcourse/platform/postgres";
import { insertDigestItems } from "./digest-store.ts";
import { queueMails } from "./mails-store.ts";
import { type DatedNotice, isStale, isWanted, waitsForDigest } from "./notices.ts";
import { insertNotifications } from "./notifications-store.ts";
import { lockRecipients } from "./recipients-store.ts";

/** Tells these people, each as she wants it: in her list, by mail, or by mail with her next digest. */
export async function tell(tx: Tx, notice: DatedNotice, userIds: readonly number[]): Promise<void> {
  const { kind, data, eventId } = notice;
  const people = await lockRecipients(tx, userIds);
  const wanting = (channel: Channel) => people.filter(({ muted }) => isWanted(muted ?? [], kind, channel));
  await insertNotifications(
    tx,
    notice,
    wanting("in_app").map(({ id }) => id),
  );
  if (isStale(notice.happenedAt, new Date())) return;
  const { later = [], now = [] } = Object.groupBy(wanting("email"), ({ digest }) =>
    waitsForDigest(digest ?? "off", kind) ? "later" : "now",
  );
  await insertDigestItems(
    tx,
    notice,
    later.map(({ id }) => id),
  );
  await queueMails(
    tx,
    now.map(({ id }) => ({ userId: id, eventId, kind, data })),
  );
}

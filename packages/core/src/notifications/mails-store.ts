import type { MailKind } from "@smartcourse/contracts/notifications/kinds";
import { sendMail } from "@smartcourse/contracts/notifications/tasks";
import { enqueueAll } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";

interface NewMail {
  readonly userId: number;
  readonly eventId: string;
  readonly kind: MailKind;
  readonly data: object;
}

/** Writes down mails that are to be sent, and queues the sending of each. A person has one of an event, however often it comes. */
export async function queueMails(tx: Tx, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  const added = await tx
    .insertInto("mails")
    .values(
      mails.map(({ userId, eventId, kind, data }) => ({
        user_id: userId,
        event_id: eventId,
        kind,
        data: JSON.stringify(data),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(["id", "user_id"])
    .execute();
  await enqueueAll(
    tx,
    sendMail,
    added.map(({ id, user_id }) => ({ payload: { mail_id: id }, subject: `user:${user_id}` })),
  );
}

import { DomainError } from "@smartcourse/contracts/errors";
import { kinds, notificationKinds, type MailKind } from "@smartcourse/contracts/notifications/kinds";
import type { Tx } from "@smartcourse/platform/postgres";
import { muting } from "./notices.ts";
import { lockSettings, saveSettings } from "./settings-store.ts";
import { readUnsubscribeToken } from "./unsubscribe-token.ts";

/** What a link stops. @throws DomainError notification.link_invalid */
export function readLink(token: string): { userId: number; kind: MailKind } {
  const subject = readUnsubscribeToken(token);
  if (subject !== undefined) return subject;
  throw new DomainError(
    "notification.link_invalid",
    "The link is not one of ours, or not whole: open it from the mail again, or log in to change your preferences",
  );
}

/** Stops the mails that the link is for, and answers with their kind. @throws DomainError notification.link_invalid */
export async function unsubscribe(tx: Tx, token: string): Promise<MailKind> {
  const { userId, kind } = readLink(token);
  const { muted, digest, time_zone } = await lockSettings(tx, userId);
  const stopped = stoppedBy(kind).map((each) => muting(each, "email"));
  await saveSettings(tx, userId, {
    muted: [...new Set([...muted, ...stopped])],
    digest: kind === "digest" ? "off" : digest,
    time_zone,
  });
  return kind;
}

/** Without her digest a person does not want its parts in mails of their own. */
function stoppedBy(kind: MailKind) {
  return kind === "digest" ? kinds.filter((each) => notificationKinds[each].digest) : [kind];
}

import type { MailKind, NotificationKind } from "@smartcourse/contracts/notifications/kinds";
import { isWanted } from "./notices.ts";
import type { NoticeData } from "./notices.ts";

interface Facts {
  readonly kind: MailKind;
  readonly data: object;
  readonly is_active: boolean;
  readonly muted: readonly string[];
  readonly wants_digest: boolean;
  readonly suppressed: boolean;
}

/** Why a mail is not to be sent any more, though it was to be when it was written down; `undefined`: it is. */
export function whyWithheld({ kind, data, ...person }: Facts, now: Date): string | undefined {
  if (!person.is_active) return "The account is switched off";
  if (person.suppressed) return "Mail to the address came back";
  if (!wants(kind, person)) return "She does not want it any more";
  if (kind === "seat_offered" && Date.parse((data as NoticeData["seat_offered"]).expires_at) <= now.getTime())
    return "The offer has run out";
  return undefined;
}

function wants(kind: MailKind, { muted, wants_digest }: Pick<Facts, "muted" | "wants_digest">): boolean {
  return kind === "digest" ? wants_digest : isWanted(muted, kind satisfies NotificationKind, "email");
}

import type { MailKind } from "@smartcourse/contracts/notifications/kinds";
import { env } from "@smartcourse/platform/env";
import type { OutgoingMail } from "@smartcourse/platform/outgoing-mail";
import { type Message, digestMessage, messageOf, oneLine } from "./message.ts";
import type { Notice } from "./notices.ts";
import { renderHtml } from "./render-html.ts";
import { type Footer, renderText } from "./render-text.ts";
import { unsubscribeToken } from "./unsubscribe-token.ts";

/** What a digest is made from. `total`: how many waited; `notices`: the newest of them. */
export interface DigestData {
  readonly notices: readonly Notice[];
  readonly total: number;
}

interface Addressed {
  readonly id: string;
  readonly user_id: number;
  readonly email: string;
  readonly name: string;
  readonly time_zone: string;
  readonly kind: MailKind;
  readonly data: object;
}

const reasons: Readonly<Record<MailKind, string>> = {
  enrolled: "You get this because you enrolled in a course.",
  enrollment_failed: "You get this because you wanted to enrol in a course.",
  seat_offered: "You get this because you are on a waiting list.",
  course_published: "You get this because you subscribed to a course or an instructor.",
  completed: "You get this because you completed a course.",
  certificate_revoked: "You get this because you hold a certificate.",
  digest: "You get this because you chose a digest of the courses you follow.",
};

const longestSubject = 200;

/** A mail as it goes out: both parts from one message, and the headers of RFC 8058, by which mail programs unsubscribe. */
export function composeMail(mail: Addressed): OutgoingMail {
  const origin = env("PUBLIC_API_URL");
  const unsubscribeUrl = `${origin}/notifications/unsubscribe/${unsubscribeToken(mail.user_id, mail.kind)}`;
  const message = wordsOf(mail);
  const footer: Footer = { reason: reasons[mail.kind], unsubscribeUrl };
  const greeting = `Hello ${oneLine(mail.name)},`;
  return {
    id: mail.id,
    to: mail.email,
    subject: shorten(message.title),
    text: renderText(greeting, message, origin, footer),
    html: renderHtml(greeting, message, origin, footer),
    headers: {
      "List-Unsubscribe": `<${unsubscribeUrl}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

function wordsOf({ kind, data, time_zone }: Addressed): Message {
  if (kind !== "digest") return messageOf({ kind, data } as Notice, time_zone);
  const { notices, total } = data as DigestData;
  return digestMessage(notices, total, time_zone);
}

/** Cut between characters as readers see them. */
function shorten(subject: string): string {
  if (subject.length <= longestSubject) return subject;
  const characters = [...new Intl.Segmenter("en").segment(subject)].map(({ segment }) => segment);
  const kept = characters.slice(0, longestSubject - 1).join("");
  return kept.length < subject.length ? `${kept.slice(0, longestSubject - 1)}…` : subject;
}

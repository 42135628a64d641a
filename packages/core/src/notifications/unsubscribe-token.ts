import { createHmac, timingSafeEqual } from "node:crypto";
import { type MailKind, mailKinds } from "@smartcourse/contracts/notifications/kinds";
import { env } from "@smartcourse/platform/env";

const signatureBytes = 16;

/**
 * What lets whoever holds it stop mails of one kind to one person, and nothing else. Signed, not stored: it never runs out, as
 * an unsubscribe link must not.
 */
export function unsubscribeToken(userId: number, kind: MailKind): string {
  const subject = `${userId}.${kind}`;
  return `${subject}.${signature(subject).toString("base64url")}`;
}

/** Whom and what a token is for; `undefined` where we did not sign it. */
export function readUnsubscribeToken(token: string): { userId: number; kind: MailKind } | undefined {
  const [id = "", name = "", given = ""] = token.split(".");
  const kind = mailKinds.find((candidate) => candidate === name);
  if (kind === undefined || !/^[1-9]\d{0,9}$/.test(id)) return undefined;
  const [expected, actual] = [signature(`${id}.${kind}`), Buffer.from(given, "base64url")];
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  return { userId: Number(id), kind };
}

function signature(subject: string): Buffer {
  const mac = createHmac("sha256", env("UNSUBSCRIBE_KEY")).update(`unsubscribe:${subject}`).digest();
  return mac.subarray(0, signatureBytes);
}

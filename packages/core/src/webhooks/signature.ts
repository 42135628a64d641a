import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";
const secretBytes = 32;

/** A new secret as Standard Webhooks writes one: `whsec_` and random bytes in base64. */
export function newSecret(): string {
  return prefix + randomBytes(secretBytes).toString("base64");
}

export interface SignedMessage {
  readonly id: string;
  /** When it is sent, not when it happened. */
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers by which a receiver knows a message as ours, with a signature of each secret (Standard Webhooks 1.0: HMAC-SHA256
 * over id, seconds and body). Pure.
 */
export function signedHeaders(
  { id, at, body }: SignedMessage,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

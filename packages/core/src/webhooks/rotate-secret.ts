import type { Tx } from "@smartcourse/platform/postgres";
import { seal } from "@smartcourse/platform/seal";
import { requireWebhook } from "./read-webhook.ts";
import { newSecret } from "./signature.ts";
import * as store from "./webhook-store.ts";

const overlapMs = 24 * 3_600_000;

/**
 * Gives a webhook of the caller's a new secret; the one before signs beside it for another day, and one before that no more.
 * @throws DomainError webhook.not_found
 */
export async function rotateSecret(tx: Tx, ownerId: number, id: number) {
  const { sealed_secret: previous } = requireWebhook(await store.lockWebhook(tx, id, ownerId));
  const secret = newSecret();
  const previousExpiresAt = new Date(Date.now() + overlapMs);
  await store.replaceSecret(tx, id, { sealed: seal(secret), previous, previousExpiresAt });
  return { secret, previous_secret_expires_at: previousExpiresAt.toISOString() };
}

import { DomainError } from "@smartcourse/contracts/errors";
import type { CreateWebhookBody } from "@smartcourse/contracts/webhooks/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";
import { seal } from "@smartcourse/platform/seal";
import { requireOpenEvents } from "./open-events.ts";
import { newSecret } from "./signature.ts";
import { locateWebhook } from "./webhook-address.ts";
import { insertWebhook, webhooksAllowed } from "./webhook-store.ts";

/**
 * Makes a webhook of the caller's. Its secret is in the answer, and never again.
 * @throws DomainError webhook.address_refused, webhook.events_not_open, webhook.too_many
 */
export async function createWebhook(tx: Tx, actor: Actor, { url, events }: CreateWebhookBody) {
  requireOpenEvents(actor.role, events);
  await locateWebhook(new URL(url));
  const secret = newSecret();
  const webhook = await insertWebhook(tx, {
    owner_id: actor.id,
    url,
    events: [...new Set(events)],
    sealed_secret: seal(secret),
  });
  if (webhook !== undefined) return { ...webhook, secret };
  throw new DomainError("webhook.too_many", `Delete one of your ${webhooksAllowed} webhooks first`, {
    extensions: { allowed: webhooksAllowed },
  });
}

import type { UpdateWebhookBody } from "@smartcourse/contracts/webhooks/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import type { Tx } from "@smartcourse/platform/postgres";
import { requireOpenEvents } from "./open-events.ts";
import { requireWebhook } from "./read-webhook.ts";
import { locateWebhook } from "./webhook-address.ts";
import * as store from "./webhook-store.ts";

/**
 * Changes a webhook of the caller's. Enabled again it begins anew; what was not sent meanwhile can be redelivered.
 * @throws DomainError webhook.not_found, webhook.address_refused, webhook.events_not_open, request.precondition_failed
 */
export async function updateWebhook(
  tx: Tx,
  actor: Actor,
  id: number,
  { body, ifMatch }: { body: UpdateWebhookBody; ifMatch: string | undefined },
) {
  requireWebhook(await store.findWebhook(tx, id, actor.id));
  requireOpenEvents(actor.role, body.events);
  await locateWebhook(new URL(body.url));
  const { revision } = requireWebhook(await store.lockWebhook(tx, id, actor.id));
  requireMatch(ifMatch, revision);
  return store.updateWebhook(tx, id, { ...body, events: [...new Set(body.events)] });
}

import { randomUUID } from "node:crypto";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Tx } from "@smartcourse/platform/postgres";
import * as deliveries from "./delivery-store.ts";
import { startDelivery } from "./fan-out-event.ts";
import { outwardBody } from "./outward-body.ts";
import { requireWebhook } from "./read-webhook.ts";
import * as store from "./webhook-store.ts";

/**
 * Has an event that says nothing sent to a webhook of the caller's.
 * @throws DomainError webhook.not_found, webhook.disabled
 */
export async function testWebhook(tx: Tx, ownerId: number, id: number) {
  await requireEnabled(tx, ownerId, id);
  const event_id = randomUUID();
  const event_type = "webhook.test";
  const body = outwardBody({
    specversion: "1.0",
    id: event_id,
    source: "/smartcourse/webhook",
    type: event_type,
    time: new Date().toISOString(),
    subject: String(id),
    datacontenttype: "application/json",
    schemaversion: 1,
    aggregateversion: 1,
    data: { webhook_id: id },
  });
  const delivery = await deliveries.insertDelivery(tx, id, { event_id, event_type, body });
  await startDelivery(tx, delivery.id);
  return delivery;
}

/**
 * Has an event that was sent, or given up, sent once more.
 * @throws DomainError webhook.not_found, webhook.delivery_not_found, webhook.delivery_pending, webhook.disabled
 */
export async function redeliverEvent(tx: Tx, ownerId: number, id: number, deliveryId: number) {
  await requireEnabled(tx, ownerId, id);
  if ((await deliveries.findDelivery(tx, id, deliveryId)) === undefined)
    throw new DomainError("webhook.delivery_not_found", "There is no delivery with this id to this webhook");
  const reopened = await deliveries.reopenDelivery(tx, deliveryId);
  if (reopened === undefined)
    throw new DomainError("webhook.delivery_pending", "It is being tried still: wait for its end");
  await startDelivery(tx, deliveryId);
  return reopened;
}

async function requireEnabled(tx: Tx, ownerId: number, id: number): Promise<void> {
  const { enabled, disabled_reason } = requireWebhook(await store.findWebhook(tx, id, ownerId));
  if (enabled) return;
  throw new DomainError("webhook.disabled", "Enable it first, by a PUT with enabled: true", {
    extensions: { disabled_reason },
  });
}

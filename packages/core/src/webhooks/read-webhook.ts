import * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";
import { Id } from "@smartcourse/contracts/shared-schemas";
import { DeliveryId } from "@smartcourse/contracts/webhooks/schemas";
import { decodeCursor, toPage } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import * as deliveries from "./delivery-store.ts";
import * as store from "./webhook-store.ts";

const WebhookPosition = z.object({ id: Id });
const DeliveryPosition = z.object({ id: DeliveryId });

interface PageOf {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** @throws DomainError webhook.not_found, also where it is another's */
export async function readWebhook(db: Db, ownerId: number, id: number) {
  return requireWebhook(await store.findWebhook(db, id, ownerId));
}

/** A page of the caller's webhooks, newest first. */
export async function listWebhooks(db: Db, ownerId: number, { limit, cursor }: PageOf) {
  const beforeId = decodeCursor(cursor, WebhookPosition)?.id;
  return toPage(await store.listWebhooks(db, ownerId, { limit, beforeId }), limit, ({ id }) => ({ id }));
}

/**
 * A page of what was sent to a webhook, newest first.
 * @throws DomainError webhook.not_found
 */
export async function listDeliveries(db: Db, ownerId: number, id: number, { limit, cursor }: PageOf) {
  const beforeId = decodeCursor(cursor, DeliveryPosition)?.id;
  await readWebhook(db, ownerId, id);
  const rows = await deliveries.listDeliveries(db, id, { limit, beforeId });
  return toPage(rows, limit, (last) => ({ id: last.id }));
}

/** @throws DomainError webhook.not_found */
export function requireWebhook<T>(found: T | undefined): T {
  if (found !== undefined) return found;
  throw new DomainError("webhook.not_found", "There is no webhook with this id among yours");
}

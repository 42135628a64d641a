import type { Tx } from "@smartcourse/platform/postgres";
import { requireWebhook } from "./read-webhook.ts";
import * as store from "./webhook-store.ts";

/** @throws DomainError webhook.not_found */
export async function deleteWebhook(tx: Tx, ownerId: number, id: number): Promise<void> {
  requireWebhook((await store.deleteWebhook(tx, id, ownerId)) || undefined);
}

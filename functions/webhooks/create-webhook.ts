import { createWebhook as route } from "@smartcourse/contracts/webhooks/routes";
import { createWebhook } from "@smartcourse/core/webhooks/create-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, body, actor }) => {
  const webhook = await createWebhook(tx, actor, body);
  return created(webhook, `/webhooks/${webhook.id}`, { etag: etag(webhook.revision) });
});

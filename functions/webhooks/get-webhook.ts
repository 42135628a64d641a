import { getWebhook as route } from "@smartcourse/contracts/webhooks/routes";
import { readWebhook } from "@smartcourse/core/webhooks/read-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const webhook = await readWebhook(db, actor.id, params.id);
  return new Reply(webhook, { etag: etag(webhook.revision) });
});

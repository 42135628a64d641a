import { updateWebhook as route } from "@smartcourse/contracts/webhooks/routes";
import { updateWebhook } from "@smartcourse/core/webhooks/update-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const webhook = await updateWebhook(tx, actor, params.id, { body, ifMatch: request.headers["if-match"] });
  return new Reply(webhook, { etag: etag(webhook.revision) });
});

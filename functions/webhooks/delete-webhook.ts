import { deleteWebhook as route } from "@smartcourse/contracts/webhooks/routes";
import { deleteWebhook } from "@smartcourse/core/webhooks/delete-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, actor }) => {
  await deleteWebhook(tx, actor.id, params.id);
  return undefined;
});

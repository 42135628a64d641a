import { testWebhook as route } from "@smartcourse/contracts/webhooks/routes";
import { testWebhook } from "@smartcourse/core/webhooks/send-again";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => testWebhook(tx, actor.id, params.id));

import { redeliverEvent as route } from "@smartcourse/contracts/webhooks/routes";
import { redeliverEvent } from "@smartcourse/core/webhooks/send-again";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) =>
  redeliverEvent(tx, actor.id, params.id, params.delivery_id),
);

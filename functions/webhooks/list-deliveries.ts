import { listDeliveries as route } from "@smartcourse/contracts/webhooks/routes";
import { listDeliveries } from "@smartcourse/core/webhooks/read-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, query, actor }) =>
  listDeliveries(db, actor.id, params.id, query),
);

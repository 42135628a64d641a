import { listWebhooks as route } from "@smartcourse/contracts/webhooks/routes";
import { listWebhooks } from "@smartcourse/core/webhooks/read-webhook";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listWebhooks(db, actor.id, query));

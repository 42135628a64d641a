import { listSubscribed as route } from "@smartcourse/contracts/notifications/routes";
import { listSubscriptions } from "@smartcourse/core/notifications/list-subscriptions";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listSubscriptions(db, actor.id, query));

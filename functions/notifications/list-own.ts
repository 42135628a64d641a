import { listOwn as route } from "@smartcourse/contracts/notifications/routes";
import { listNotifications } from "@smartcourse/core/notifications/list-notifications";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query, actor }) => listNotifications(db, actor.id, query));

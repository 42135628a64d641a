import { readOne as route } from "@smartcourse/contracts/notifications/routes";
import { readNotification } from "@smartcourse/core/notifications/read-notification";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, params, actor }) => readNotification(tx, actor.id, params.id));

import { setPreferences as route } from "@smartcourse/contracts/notifications/routes";
import { setPreferences } from "@smartcourse/core/notifications/set-preferences";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, body, actor }) => setPreferences(tx, actor.id, body));

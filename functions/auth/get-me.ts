import { getMe as route } from "@smartcourse/contracts/auth/routes";
import { getUser } from "@smartcourse/core/auth/get-user";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, actor }) => getUser(db, actor.id));

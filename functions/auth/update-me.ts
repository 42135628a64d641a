import { updateMe as route } from "@smartcourse/contracts/auth/routes";
import { changeUser } from "@smartcourse/core/auth/users-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ tx, actor, body }) => changeUser(tx, actor.id, body));

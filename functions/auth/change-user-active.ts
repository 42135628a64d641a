import { changeUserActive as route } from "@smartcourse/contracts/auth/routes";
import { changeUserActive } from "@smartcourse/core/auth/administer-user";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, body, actor }) =>
  changeUserActive(db, actor, params.id, body.is_active),
);

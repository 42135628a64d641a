import { changeUserRole as route } from "@smartcourse/contracts/auth/routes";
import { changeUserRole } from "@smartcourse/core/auth/administer-user";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, params, body, actor }) =>
  changeUserRole(db, actor, params.id, body.role),
);

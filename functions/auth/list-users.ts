import { listUsers as route } from "@smartcourse/contracts/auth/routes";
import { listUsers } from "@smartcourse/core/auth/list-users";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, query }) => listUsers(db, query));

import { logIn as route } from "@smartcourse/contracts/auth/routes";
import { logIn } from "@smartcourse/core/auth/log-in";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, body, request }) => logIn(db, body, request.address));

import { refreshTokens as route } from "@smartcourse/contracts/auth/routes";
import { refreshTokens } from "@smartcourse/core/auth/refresh-tokens";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, ({ db, body }) => refreshTokens(db, body.refresh_token));

import { logOut as route } from "@smartcourse/contracts/auth/routes";
import { logOut } from "@smartcourse/core/auth/log-out";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ db, actor }) => {
  await logOut(db, actor);
  return undefined;
});

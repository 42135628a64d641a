import { registerUser as route } from "@smartcourse/contracts/auth/routes";
import { registerUser } from "@smartcourse/core/auth/register-user";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, body }) => {
  const user = await registerUser(tx, body);
  return created(user, `/users/${user.id}`);
});

import { confirmAddress as route } from "@smartcourse/contracts/notifications/routes";
import { preferencesOf } from "@smartcourse/core/notifications/preferences";
import { readSettings } from "@smartcourse/core/notifications/settings-store";
import { liftSuppression } from "@smartcourse/core/notifications/suppressions-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, actor }) => {
  await liftSuppression(tx, actor.id);
  return preferencesOf(await readSettings(tx, actor.id));
});

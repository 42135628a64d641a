import { getPreferences as route } from "@smartcourse/contracts/notifications/routes";
import { preferencesOf } from "@smartcourse/core/notifications/preferences";
import { readSettings } from "@smartcourse/core/notifications/settings-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ db, actor }) =>
  preferencesOf(await readSettings(db, actor.id)),
);

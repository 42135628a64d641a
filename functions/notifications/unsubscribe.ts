import { unsubscribe as route } from "@smartcourse/contracts/notifications/routes";
import { unsubscribe } from "@smartcourse/core/notifications/unsubscribe";
import { donePage } from "@smartcourse/core/notifications/unsubscribe-page";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params }) =>
  donePage(await unsubscribe(tx, params.token)),
);

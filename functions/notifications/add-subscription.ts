import { addSubscription as route } from "@smartcourse/contracts/notifications/routes";
import { subscribe } from "@smartcourse/core/notifications/subscribe";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, body, actor }) => {
  const subscription = await subscribe(tx, actor.id, body);
  return created(subscription, `/notifications/subscriptions/${subscription.id}`);
});

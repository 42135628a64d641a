import { DomainError } from "@smartcourse/contracts/errors";
import { dropSubscription as route } from "@smartcourse/contracts/notifications/routes";
import { deleteSubscription } from "@smartcourse/core/notifications/subscriptions-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, params, actor }) => {
  if (await deleteSubscription(tx, actor.id, params.id)) return undefined;
  throw new DomainError(
    "subscription.not_found",
    `There is no subscription ${params.id}: read the list again`,
  );
});

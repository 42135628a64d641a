import { deleteCalendar as route } from "@smartcourse/contracts/enrollments/calendar-routes";
import { deleteFeed } from "@smartcourse/core/enrollments/calendar-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, actor }) => {
  await deleteFeed(tx, actor.id);
  return undefined;
});

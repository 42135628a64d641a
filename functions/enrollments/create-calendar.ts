import { createCalendar as route } from "@smartcourse/contracts/enrollments/calendar-routes";
import { rotateCalendar } from "@smartcourse/core/enrollments/calendar-feed";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created } from "@smartcourse/platform/edge/reply";
import { env } from "@smartcourse/platform/env";

export const handler = endpoint(route, async ({ tx, actor }) => {
  const { token, created_at } = await rotateCalendar(tx, actor.id);
  const path = `/enrollments/calendar/${token}`;
  return created({ url: `${env("PUBLIC_API_URL")}${path}`, created_at }, path);
});

import { getCalendar as route } from "@smartcourse/contracts/enrollments/calendar-routes";
import { readCalendar } from "@smartcourse/core/enrollments/calendar-feed";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params }) => {
  const { text, tag } = await readCalendar(db, params.token);
  return new Reply(text, { etag: etag(tag), "cache-control": "private, no-cache" });
});

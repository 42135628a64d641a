import { readAll as route } from "@smartcourse/contracts/notifications/routes";
import { countUnread, markAllRead } from "@smartcourse/core/notifications/notifications-store";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, actor }) => {
  await markAllRead(tx, actor.id);
  return { unread_count: await countUnread(tx, actor.id) };
});

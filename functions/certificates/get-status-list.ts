import { getStatusList as route } from "@smartcourse/contracts/certificates/routes";
import { getStatusList } from "@smartcourse/core/certificates/get-status-list";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { TextReply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params }) => {
  const list = await getStatusList(db, params.list);
  return new TextReply(list, route.mediaType, { "cache-control": "public, max-age=300" });
});

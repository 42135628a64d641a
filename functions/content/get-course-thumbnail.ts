import { getCourseThumbnail as route } from "@smartcourse/contracts/content/routes";
import { getCourseThumbnail } from "@smartcourse/core/content/course-thumbnail";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const { location, cacheControl } = await getCourseThumbnail(db, params.id, actor);
  return new Reply(undefined, { location, "cache-control": cacheControl });
});

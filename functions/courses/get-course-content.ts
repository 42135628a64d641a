import { getCourseContent as route } from "@smartcourse/contracts/courses/routes";
import { getCourseContent } from "@smartcourse/core/courses/get-course-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const { content, revision } = await getCourseContent(db, params.id, actor);
  return new Reply(content, revision === undefined ? {} : { etag: etag(revision) });
});

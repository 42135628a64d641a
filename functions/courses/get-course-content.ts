import { getCourseContent as route } from "@smartcourse/contracts/courses/routes";
import { getCourseContent } from "@smartcourse/core/courses/get-course-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const { content, etag } = await getCourseContent(db, params.id, actor);
  return new Reply(content, { etag });
});

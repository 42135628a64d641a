import { getModule as route } from "@smartcourse/contracts/courses/routes";
import { findModule } from "@smartcourse/core/courses/course-content";
import { getCourseContent } from "@smartcourse/core/courses/get-course-content";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const { content, etag } = await getCourseContent(db, params.id, actor);
  return new Reply(findModule(content.modules, params.module_id), { etag });
});

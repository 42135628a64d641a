import { getCourse as route } from "@smartcourse/contracts/courses/routes";
import { getCourse } from "@smartcourse/core/courses/get-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ db, params, actor }) => {
  const course = await getCourse(db, params.id, actor);
  return new Reply(course, { etag: etag(course.revision, course.enrolled_count) });
});

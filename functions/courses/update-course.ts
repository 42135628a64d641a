import { updateCourse as route } from "@smartcourse/contracts/courses/routes";
import { updateCourse } from "@smartcourse/core/courses/update-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, params, body, actor, request }) => {
  const course = await updateCourse(tx, { id: params.id, body, actor, ifMatch: request.headers["if-match"] });
  return new Reply(course, { etag: etag(course.revision) });
});

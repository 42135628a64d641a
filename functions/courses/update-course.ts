import { updateCourse as route } from "@smartcourse/contracts/courses/routes";
import { updateCourse } from "@smartcourse/core/courses/update-course";
import { offerFreeSeats } from "@smartcourse/core/enrollments/settle-line";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { Reply, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, afterCommit, params, body, actor, request }) => {
  const course = await updateCourse(tx, { id: params.id, body, actor, ifMatch: request.headers["if-match"] });
  await offerFreeSeats(tx, params.id);
  afterCommit(() => forgetCachedCourse(params.id));
  return new Reply(course, { etag: etag(course.revision, course.enrolled_count) });
});

import { createCourse as route } from "@smartcourse/contracts/courses/routes";
import { createCourse } from "@smartcourse/core/courses/create-course";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created, etag } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, body, actor }) => {
  const course = await createCourse(tx, actor, body);
  return created(course, `/courses/${course.id}`, { etag: etag(course.revision, course.enrolled_count) });
});

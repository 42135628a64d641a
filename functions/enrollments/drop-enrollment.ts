import { dropEnrollment as route } from "@smartcourse/contracts/enrollments/routes";
import { dropEnrollment } from "@smartcourse/core/enrollments/drop-enrollment";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { endpoint } from "@smartcourse/platform/edge/endpoint";

export const handler = endpoint(route, async ({ tx, afterCommit, params, actor }) => {
  const courseId = await dropEnrollment(tx, { id: params.id, student_id: actor.id });
  afterCommit(() => forgetCachedCourse(courseId));
  return undefined;
});

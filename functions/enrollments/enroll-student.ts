import { enrollStudent as route } from "@smartcourse/contracts/enrollments/routes";
import { enrollStudent } from "@smartcourse/core/enrollments/enroll-student";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { created } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, afterCommit, body, actor }) => {
  const enrollment = await enrollStudent(tx, { course_id: body.course_id, student_id: actor.id });
  afterCommit(() => forgetCachedCourse(body.course_id));
  return created(enrollment, `/enrollments/${enrollment.id}`);
});

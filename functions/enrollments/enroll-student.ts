import { enrollStudent as route } from "@smartcourse/contracts/enrollments/routes";
import { enrollStudent } from "@smartcourse/core/enrollments/enroll-student";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { endpoint } from "@smartcourse/platform/edge/endpoint";
import { accepted, created } from "@smartcourse/platform/edge/reply";

export const handler = endpoint(route, async ({ tx, afterCommit, body, actor }) => {
  const outcome = await enrollStudent(tx, { ...body, student_id: actor.id });
  if (outcome.kind === "waiting") return accepted(outcome.entry, `/waitlist/${outcome.entry.id}`);
  afterCommit(() => forgetCachedCourse(body.course_id));
  return created(outcome.enrollment, `/enrollments/${outcome.enrollment.id}`);
});

import { drawThumbnail } from "@smartcourse/contracts/content/tasks";
import type { CreateCourseBody } from "@smartcourse/contracts/courses/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertWindow } from "./course.ts";
import { insertCourse } from "./course-store.ts";
import { assertPrerequisites } from "./prerequisites.ts";

/** Makes a draft that belongs to the actor. @throws DomainError course.prerequisite_unknown, course.enrollment_window */
export async function createCourse(tx: Tx, actor: Actor, body: CreateCourseBody) {
  assertWindow(body.enrollment_opens_at, body.enrollment_closes_at);
  const prerequisites = [...new Set(body.prerequisites)];
  await assertPrerequisites(tx, prerequisites, actor);
  const tags = [...new Set(body.tags)];
  const course = await insertCourse(tx, { ...body, tags, prerequisites, instructor_id: actor.id });
  await enqueue(tx, drawThumbnail, { course_id: course.id }, { subject: `course:${course.id}` });
  return course;
}

import type { CreateCourseBody } from "@smartcourse/contracts/courses/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";
import { insertCourse } from "./course-store.ts";
import { assertPrerequisites } from "./prerequisites.ts";

/** Makes a draft that belongs to the actor. @throws DomainError course.prerequisite_unknown */
export async function createCourse(tx: Tx, actor: Actor, body: CreateCourseBody) {
  const prerequisites = [...new Set(body.prerequisites)];
  await assertPrerequisites(tx, prerequisites, actor);
  return insertCourse(tx, { ...body, tags: [...new Set(body.tags)], prerequisites, instructor_id: actor.id });
}

import type { UpdateCourseBody } from "@smartcourse/contracts/courses/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertEditable } from "./course.ts";
import { lockCourse, updateCourseRow } from "./course-store.ts";
import { assertPrerequisites } from "./prerequisites.ts";
import { sentFields } from "./sent-fields.ts";

interface Update {
  readonly id: number;
  readonly body: UpdateCourseBody;
  readonly actor: Actor;
  readonly ifMatch: string | undefined;
}

/**
 * Changes the fields that are sent.
 * @throws DomainError course.not_found, course.archived, course.seats_taken, course.prerequisite_*, request.precondition_failed
 */
export async function updateCourse(tx: Tx, { id, body, actor, ifMatch }: Update) {
  const course = await lockCourse(tx, id);
  assertEditable(course, id, actor);
  requireMatch(ifMatch, course.revision);
  if (body.capacity !== undefined && body.capacity !== null && body.capacity < course.enrolled_count) {
    throw new DomainError(
      "course.seats_taken",
      `${course.enrolled_count} students are enrolled: the capacity cannot be less`,
      {
        errors: [{ field: "capacity", message: `must be at least ${course.enrolled_count}` }],
      },
    );
  }
  if (body.prerequisites !== undefined) await assertPrerequisites(tx, body.prerequisites, actor, id);
  return updateCourseRow(tx, id, sentFields(body));
}

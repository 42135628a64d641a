import { DomainError, type FieldError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";
import { maySee } from "./course.ts";
import { lockCourses, requires } from "./course-store.ts";

/**
 * Holds prerequisites against what there is: each a course that the author can see, none that leads back to the course.
 * `courseId` is undefined for a course that is being made: nothing can require it yet.
 * @throws DomainError course.prerequisite_unknown, course.prerequisite_cycle
 */
export async function assertPrerequisites(
  tx: Tx,
  ids: readonly number[],
  actor: Actor,
  courseId?: number,
): Promise<void> {
  if (ids.length === 0) return;
  const locked = await lockCourses(tx, courseId === undefined ? ids : [...ids, courseId]);
  const usable = new Set(
    locked.filter((course) => course.status !== "archived" && maySee(course, actor)).map(({ id }) => id),
  );
  const errors = ids.flatMap((id, index): FieldError[] =>
    usable.has(id)
      ? []
      : [{ field: `prerequisites.${index}`, message: `course ${id} is not one that can be required` }],
  );
  if (errors.length > 0) {
    throw new DomainError(
      "course.prerequisite_unknown",
      "Each prerequisite must be a course that you can see and that is not archived",
      { errors },
    );
  }
  if (courseId !== undefined && (await requires(tx, ids, courseId))) {
    throw new DomainError(
      "course.prerequisite_cycle",
      `These prerequisites lead back to course ${courseId}`,
      {
        errors: [{ field: "prerequisites", message: "lead back to the course itself" }],
      },
    );
  }
}

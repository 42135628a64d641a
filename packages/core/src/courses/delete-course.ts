import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertEditable } from "./course.ts";
import { deleteCourseRow, hasEnrollments, lockCourse } from "./course-store.ts";

/** Deletes a draft. @throws DomainError course.not_found, course.not_draft, course.has_enrollments, request.precondition_failed */
export async function deleteCourse(
  tx: Tx,
  id: number,
  actor: Actor,
  ifMatch: string | undefined,
): Promise<void> {
  const course = await lockCourse(tx, id);
  assertEditable(course, id, actor);
  requireMatch(ifMatch, course.revision);
  if (await hasEnrollments(tx, id)) {
    throw new DomainError("course.has_enrollments", "Students are enrolled: archive the course instead");
  }
  if (course.status !== "draft") {
    throw new DomainError("course.not_draft", "A published course is archived, not deleted");
  }
  await deleteCourseRow(tx, id);
}

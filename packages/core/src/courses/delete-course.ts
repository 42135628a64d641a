import { courseDeletionWorkflow } from "@smartcourse/contracts/courses/workflows";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { auditChange } from "./audit-change.ts";
import { assertEditable } from "./course.ts";
import { deleteCourseRow, hasEnrollments, lockCourse } from "./course-store.ts";
import { deletionWorkflowId, insertDeletion } from "./deletion-store.ts";
import { courseSubject, findRunning } from "./publishing-store.ts";

/**
 * Deletes a draft: its rows at once, all else by a workflow that starts from the outbox.
 * @throws DomainError course.not_found, course.not_draft, course.has_enrollments, course.publishing, request.precondition_failed
 */
export async function deleteCourse(tx: Tx, id: number, actor: Actor, ifMatch: string | undefined) {
  const course = await lockCourse(tx, id);
  assertEditable(course, id, actor);
  requireMatch(ifMatch, course.revision);
  if (await hasEnrollments(tx, id)) {
    throw new DomainError("course.has_enrollments", "Students are enrolled: archive the course instead");
  }
  if (course.status !== "draft") {
    throw new DomainError("course.not_draft", "A published course is archived, not deleted");
  }
  if ((await findRunning(tx, "publish", id)) !== undefined) {
    throw new DomainError(
      "course.publishing",
      "Wait until its publication has ended, then delete the course",
    );
  }
  await auditChange(tx, course, actor, { action: "course.deleted", details: { title: course.title } });
  await insertDeletion(tx, id);
  await deleteCourseRow(tx, id);
  const workflow_id = deletionWorkflowId(id);
  await startWorkflow(tx, courseDeletionWorkflow, {
    id: workflow_id,
    input: { course_id: id },
    ownerId: course.instructor_id,
    subject: courseSubject(id),
  });
  return { workflow_id, status: "started" as const };
}

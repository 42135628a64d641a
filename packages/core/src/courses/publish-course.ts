import { coursePublishingWorkflow } from "@smartcourse/contracts/courses/workflows";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { readDraft } from "./content-store.ts";
import { assertEditable } from "./course.ts";
import { lockCourse } from "./course-store.ts";
import { reasonsAgainst } from "./publishability.ts";
import {
  courseSubject,
  findRunning,
  listMaterialStates,
  publishWorkflowId,
  takeVersion,
} from "./publishing-store.ts";

interface Publication {
  readonly workflow_id: string;
  readonly status: "started";
  readonly version: number;
}

/**
 * Asks for the course's next version to be made and published. While a publication runs, it is that one.
 * @throws DomainError course.not_found, course.archived, course.not_publishable with every reason
 */
export async function publishCourse(tx: Tx, courseId: number, actor: Actor): Promise<Publication> {
  const course = await lockCourse(tx, courseId);
  assertEditable(course, courseId, actor);
  const running = await findRunning(tx, "publish", courseId);
  if (running !== undefined) return started(running, course.last_version);
  await assertPublishable(tx, courseId);
  const version = await takeVersion(tx, courseId);
  const id = publishWorkflowId(courseId, version);
  await startWorkflow(tx, coursePublishingWorkflow, {
    id,
    input: { course_id: courseId, version },
    // Hers whoever asked: an admin sees every workflow anyway.
    ownerId: course.instructor_id,
    subject: courseSubject(courseId),
  });
  return started(id, version);
}

function started(workflowId: string, version: number): Publication {
  return { workflow_id: workflowId, status: "started", version };
}

async function assertPublishable(tx: Tx, courseId: number): Promise<void> {
  const { modules } = await readDraft(courseId);
  const reasons = reasonsAgainst(modules, await listMaterialStates(tx, courseId));
  if (reasons.length === 0) return;
  const count = reasons.length === 1 ? "One thing stands" : `${reasons.length} things stand`;
  throw new DomainError("course.not_publishable", `${count} in the way of publishing: see errors`, {
    errors: reasons,
  });
}

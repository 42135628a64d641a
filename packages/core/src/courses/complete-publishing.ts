import { drawThumbnail } from "@smartcourse/contracts/content/tasks";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import { DomainError } from "@smartcourse/contracts/errors";
import { enqueueForgetting } from "@smartcourse/platform/course-cache";
import { emit, enqueue } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import { lockCourse } from "./course-store.ts";
import type { VersionId } from "./freeze-version.ts";
import type { VersionModule } from "./version-modules.ts";
import { publishWorkflowId, switchVersion } from "./publishing-store.ts";

interface PublishedContent {
  readonly materials: number;
  readonly chunks: number;
}

/**
 * Publishes a version whose content is in place: switches the course to it, announces it with its `modules` and ends the
 * workflow's row, all at once. Safe to run again.
 * @throws DomainError course.not_found, course.archived where that happened meanwhile
 */
export async function completePublishing(
  tx: Tx,
  id: VersionId,
  content: PublishedContent,
  modules: readonly VersionModule[],
): Promise<void> {
  const course = await lockCourse(tx, id.course_id);
  if (course === undefined) throw new DomainError("course.not_found", "The course was deleted meanwhile");
  if (course.published_version === id.version) return;
  if (course.status === "archived") {
    throw new DomainError("course.archived", "The course was archived meanwhile");
  }
  const published = await switchVersion(tx, id.course_id, id.version);
  const published_at = published.published_at ?? new Date().toISOString();
  const { title, instructor_id, revision } = published;
  const told = { ...id, title, instructor_id, modules: [...modules], published_at };
  await emit(tx, coursePublished, told, revision);
  await enqueueForgetting(tx, id.course_id);
  // Its title may have changed since the picture was drawn.
  const { course_id } = id;
  await enqueue(tx, drawThumbnail, { course_id }, { subject: `course:${course_id}` });
  await endWorkflow(tx, publishWorkflowId(id.course_id, id.version), {
    state: "completed",
    result: { ...id, ...content, published_at },
  });
}

/** Ends the workflow's row as failed. The course itself was never touched: it is what it was before. */
export async function failPublishing(db: Db, id: VersionId, reason: string): Promise<void> {
  await endWorkflow(db, publishWorkflowId(id.course_id, id.version), { state: "failed", reason });
}

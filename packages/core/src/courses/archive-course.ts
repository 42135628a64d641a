import { courseArchived, courseRestored } from "@smartcourse/contracts/courses/events";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { enqueueForgetting } from "@smartcourse/platform/course-cache";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { auditChange } from "./audit-change.ts";
import { assertOwn } from "./course.ts";
import { lockCourse, updateCourseRow } from "./course-store.ts";

interface Request {
  readonly id: number;
  readonly actor: Actor;
  readonly ifMatch: string | undefined;
}

type CourseRow = Awaited<ReturnType<typeof updateCourseRow>>;

/** Archives a course; one that is archived stays as it is. @throws DomainError course.not_found, request.precondition_failed */
export async function archiveCourse(tx: Tx, request: Request): Promise<CourseRow> {
  const course = await lockOwn(tx, request);
  if (course.status === "archived") return course;
  const archived = await changeStatus(tx, course, "archived", request);
  const archived_at = archived.updated_at;
  await emit(tx, courseArchived, { ...told(archived), archived_at }, archived.revision);
  return archived;
}

/** Makes an archived course what it was; any other stays as it is. @throws DomainError course.not_found, request.precondition_failed */
export async function restoreCourse(tx: Tx, request: Request): Promise<CourseRow> {
  const course = await lockOwn(tx, request);
  if (course.status !== "archived") return course;
  const status = course.published_version === null ? "draft" : "published";
  const restored = await changeStatus(tx, course, status, request);
  const restored_at = restored.updated_at;
  await emit(tx, courseRestored, { ...told(restored), restored_at }, restored.revision);
  return restored;
}

async function lockOwn(tx: Tx, { id, actor }: Request): Promise<CourseRow> {
  const course = await lockCourse(tx, id);
  assertOwn(course, id, actor);
  return course;
}

async function changeStatus(
  tx: Tx,
  course: CourseRow,
  status: CourseRow["status"],
  { actor, ifMatch }: Request,
): Promise<CourseRow> {
  requireMatch(ifMatch, course.revision);
  const details = { from: course.status, to: status };
  await auditChange(tx, course, actor, { action: "course.status_changed", details });
  await enqueueForgetting(tx, course.id);
  return updateCourseRow(tx, course.id, { status });
}

function told({ id, instructor_id, title, published_version }: CourseRow) {
  return { course_id: id, instructor_id, title, version: published_version };
}

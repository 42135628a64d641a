import { courseReindexWorkflow } from "@smartcourse/contracts/courses/workflows";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import { readVersion } from "./content-store.ts";
import { courseNotFound, mayEdit } from "./course.ts";
import { lockCourse } from "./course-store.ts";
import type { VersionId } from "./freeze-version.ts";
import { courseSubject, findRunning } from "./publishing-store.ts";

/**
 * Asks for the versions of a course that are read to be embedded and indexed again; while that runs, it is that one. An
 * archived course is still read, so it may be asked for as well.
 * @throws DomainError course.not_found, course.not_published
 */
export async function reindexCourse(tx: Tx, courseId: number, actor: Actor) {
  const course = await lockCourse(tx, courseId);
  if (course === undefined || !mayEdit(course, actor)) throw courseNotFound(courseId);
  if (course.published_version === null) {
    throw new DomainError("course.not_published", "Nothing of this course is in the index: publish it first");
  }
  const running = await findRunning(tx, "reindex", courseId);
  const workflow_id = running ?? (await startReindex(tx, courseId, course.instructor_id));
  return { workflow_id, status: "started" as const };
}

async function startReindex(tx: Tx, course_id: number, ownerId: number): Promise<string> {
  const run = (await countReindexings(tx, course_id)) + 1;
  const id = reindexWorkflowId(course_id, run);
  const subject = courseSubject(course_id);
  await startWorkflow(tx, courseReindexWorkflow, { id, input: { course_id, run }, ownerId, subject });
  return id;
}

async function countReindexings(tx: Tx, courseId: number): Promise<number> {
  const { count } = await tx
    .selectFrom("workflows")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("kind", "=", courseReindexWorkflow.kind)
    .where("subject", "=", courseSubject(courseId))
    .executeTakeFirstOrThrow();
  return count;
}

export function reindexWorkflowId(courseId: number, run: number): string {
  return `reindex-${courseId}-${run}`;
}

/** The materials of a version, as it froze them. Throws where it is not stored. */
export async function listVersionMaterials({ course_id, version }: VersionId): Promise<number[]> {
  const frozen = await readVersion(course_id, version);
  if (frozen === null) throw new Error(`Version ${version} of course ${course_id} is not stored`);
  return frozen.materials.map(({ id }) => id);
}

/** What was indexed again, to be told to the person who asked for it. */
export interface Reindexed {
  readonly versions: readonly number[];
  readonly materials: number;
  readonly chunks: number;
}

export async function completeReindex(
  db: Db,
  { course_id, run }: { readonly course_id: number; readonly run: number },
  reindexed: Reindexed,
): Promise<void> {
  await endWorkflow(db, reindexWorkflowId(course_id, run), {
    state: "completed",
    result: { course_id, ...reindexed },
  });
}

import * as z from "zod";
import { DomainError } from "@smartcourse/contracts/errors";
import { LeftOut } from "@smartcourse/contracts/transfer/schemas";
import { courseExportWorkflow } from "@smartcourse/contracts/transfer/workflows";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { objectExists } from "@smartcourse/platform/s3";
import { signRead } from "@smartcourse/platform/signed-s3";
import { exportWorkflowId, findOwner, listExports, lockCourse, subjectOf } from "./export-store.ts";

/** Seconds for which an archive can be downloaded by its URL. */
const readSeconds = 3600;

/** What an export has written. */
export const ExportResult = z.object({
  course_id: z.int(),
  key: z.string(),
  size_bytes: z.int(),
  materials: z.int(),
  left_out: z.array(LeftOut),
});
export type ExportResult = z.infer<typeof ExportResult>;

/** Asks for a course to be put into an archive; while that is being done, it is that one. @throws DomainError course.not_found */
export async function exportCourse(tx: Tx, courseId: number, actor: Actor) {
  const { instructor_id } = assertOwn(await lockCourse(tx, courseId), courseId, actor);
  const before = await listExports(tx, courseId);
  const running = before.find(({ state }) => state === "pending" || state === "running");
  if (running !== undefined) return { workflow_id: running.id, status: "started" as const };
  const run = before.length + 1;
  const id = exportWorkflowId(courseId, run);
  await startWorkflow(tx, courseExportWorkflow, {
    id,
    input: { course_id: courseId, run },
    ownerId: instructor_id,
    subject: subjectOf(courseId),
  });
  return { workflow_id: id, status: "started" as const };
}

/** The newest archive of a course, and where it can be read. @throws DomainError course.not_found, course.no_export */
export async function getExport(db: Db, courseId: number, actor: Actor) {
  assertOwn(await findOwner(db, courseId), courseId, actor);
  const newest = (await listExports(db, courseId)).find(({ state }) => state === "completed");
  if (newest === undefined) throw noExport("The course has not been exported");
  const { key, ...written } = ExportResult.parse(newest.result);
  if (!(await objectExists(key))) throw noExport("The archive is a week old and gone");
  const link = await signRead(key, readSeconds);
  return { ...written, ...link, workflow_id: newest.id, exported_at: newest.updated_at };
}

function assertOwn<C extends { readonly instructor_id: number }>(
  course: C | undefined,
  id: number,
  actor: Actor,
): C {
  if (course === undefined || (actor.role !== "admin" && course.instructor_id !== actor.id)) {
    throw new DomainError("course.not_found", `There is no course ${id} that you can export`);
  }
  return course;
}

function noExport(what: string): DomainError {
  return new DomainError("course.no_export", `${what}: export it with POST`);
}

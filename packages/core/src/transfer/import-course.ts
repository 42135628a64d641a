import { DomainError } from "@smartcourse/contracts/errors";
import type { ImportCourseBody } from "@smartcourse/contracts/transfer/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { createUploadForm } from "@smartcourse/platform/upload-form";
import { findImportState, importKey, insertImport } from "./import-store.ts";

/** Announces an archive: the import, and the form that uploads it and nothing else. */
export async function importCourse(tx: Tx, actor: Actor, body: ImportCourseBody) {
  const announced = await insertImport(tx, actor.id, body);
  const file = { contentType: "application/zip", sizeBytes: body.size_bytes };
  const upload = await createUploadForm({ key: importKey(announced.id), ...file });
  return { ...toImport({ ...announced, workflow_id: null, state: null, reason: null }), upload };
}

/** How an import goes, for whoever announced it and admins. @throws DomainError import.not_found */
export async function getImport(db: Db, id: number, actor: Actor) {
  const found = await findImportState(db, id);
  if (found === undefined || (actor.role !== "admin" && found.owner_id !== actor.id)) {
    throw new DomainError("import.not_found", `There is no import ${id} that you may see`);
  }
  return toImport(found);
}

const statuses = {
  pending: "processing",
  running: "processing",
  completed: "completed",
  failed: "failed",
} as const;

type ImportState = NonNullable<Awaited<ReturnType<typeof findImportState>>>;

function toImport({ course_id, course_made_at, state, reason, ...row }: ImportState) {
  const errors =
    row.errors.length > 0 || reason === null ? row.errors : [{ field: "archive", message: reason }];
  const status = state === null ? ("awaiting_upload" as const) : statuses[state];
  return { ...row, status, errors, course_id: course_made_at === null ? null : course_id };
}

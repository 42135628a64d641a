import { Readable } from "node:stream";
import { DomainError } from "@smartcourse/contracts/errors";
import { putStream } from "@smartcourse/platform/object-streams";
import { describeObject, objectSize } from "@smartcourse/platform/s3";
import type { Db } from "@smartcourse/platform/postgres";
import { checkFiles } from "./check-files.ts";
import type { CoursePlan } from "./course-plan.ts";
import {
  type ImportRow,
  findAwaitedUploads,
  findImport,
  importKey,
  noteArchive,
  noteErrors,
} from "./import-store.ts";
import { type Archive, openZip } from "./open-zip.ts";
import { readPlan } from "./read-plan.ts";
import { refuseArchive } from "./refusal.ts";

/**
 * Checks all of an archive before anything is made of it, and notes every fault. What is read later is this archive and no
 * other. `alive` may throw to stop.
 * @throws DomainError import.refused
 */
export async function checkImport(db: Db, importId: number, alive: () => void): Promise<void> {
  const announced = await requireImport(db, importId);
  try {
    const facts = await describeObject(importKey(importId));
    if (facts === undefined) throw refuseArchive("missing", "is not there any more: import it anew");
    if (facts.size !== announced.size_bytes) {
      const message = `has ${facts.size} bytes, but ${announced.size_bytes} were announced`;
      throw refuseArchive("size_mismatch", message);
    }
    await noteArchive(db, importId, facts.etag);
    const archive = await openZip(importKey(importId), facts);
    await checkFiles(archive, await readPlan(archive, announced), alive);
  } catch (error) {
    if (error instanceof DomainError) await noteErrors(db, importId, error.details.errors ?? []);
    throw error;
  }
}

/** The course that a checked archive asks for. @throws DomainError import.refused where the archive is another one now */
export async function readCheckedPlan(announced: ImportRow): Promise<CoursePlan> {
  return readPlan(await openChecked(announced), announced);
}

/**
 * Copies those files of an import to their materials that have not come yet; their arrival starts their processing. Those of
 * materials that were deleted meanwhile stay away. Safe to run again.
 * @throws DomainError import.refused where the archive is another one now
 */
export async function copyFiles(db: Db, importId: number, signal: AbortSignal): Promise<void> {
  const { files, ...announced } = await requireImport(db, importId);
  if (files.length === 0) return;
  const uploads = await findAwaitedUploads(
    db,
    files.map(({ material_id }) => material_id),
  );
  const paths = new Map(files.map(({ material_id, path }) => [material_id, path]));
  const archive = await openChecked({ ...announced, files });
  for (const { id, upload_key, content_type, size_bytes } of uploads) {
    signal.throwIfAborted();
    if ((await objectSize(upload_key)) === size_bytes) continue;
    const body = Readable.from(archive.read(paths.get(id) ?? ""), { objectMode: false });
    await putStream(upload_key, body, content_type, signal);
  }
}

export async function requireImport(db: Db, importId: number): Promise<ImportRow> {
  const found = await findImport(db, importId);
  if (found === undefined) throw new Error(`Import ${importId} is gone`);
  return found;
}

function openChecked({ id, size_bytes, etag }: ImportRow): Promise<Archive> {
  if (etag === null) throw new Error(`The archive of import ${id} has not been checked`);
  return openZip(importKey(id), { size: size_bytes, etag });
}

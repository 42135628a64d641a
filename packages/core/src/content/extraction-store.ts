import { contentProcessed } from "@smartcourse/contracts/content/events";
import type { MaterialWarning } from "@smartcourse/contracts/content/schemas";
import { removeMaterialFiles } from "@smartcourse/contracts/content/tasks";
import type { StoredFile } from "@smartcourse/platform/database";
import { emit, enqueue } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { lockChunks } from "./chunks-lock.ts";
import { mediaFolder } from "./media-keys.ts";

/** One try at a material: what an earlier one finds changes nothing any more. */
export interface Try {
  readonly id: number;
  readonly course_id: number;
  readonly run: number;
}

interface UploadedTry extends Try {
  readonly upload_key: string;
}

/** What was found in a file, and made from it. */
export interface Finding {
  readonly sha256: string | null;
  readonly chunks_key: string | null;
  readonly page_count?: number | null;
  readonly chunk_count: number;
  readonly warnings?: readonly MaterialWarning[];
  readonly files?: readonly StoredFile[];
  readonly duration_seconds?: number;
  readonly width?: number;
  readonly height?: number;
}

export function findUpload(db: Db | Tx, materialId: number) {
  return db.selectFrom("materials").selectAll().where("id", "=", materialId).executeTakeFirst();
}

/**
 * Says that a file's text is being read, and which text that is: from now on nobody removes it. Answers false where the
 * material is ready with that text already, or the try is over.
 */
export async function markProcessing(
  db: Db,
  { id, run }: Try,
  sha256: string,
  chunks_key: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await lockChunks(tx, chunks_key);
    const marked = await tx
      .updateTable("materials")
      .set({ status: "processing", reason: null, retry: null, sha256, chunks_key, updated_at: new Date() })
      .where("id", "=", id)
      .where("run", "=", run)
      .where((eb) => eb.or([eb("status", "<>", "ready"), eb("chunks_key", "is distinct from", chunks_key)]))
      .returning("id")
      .executeTakeFirst();
    return marked !== undefined;
  });
}

/** Says which text a material that is being processed has: from now on nobody removes it. */
export async function referToChunks(
  db: Db,
  { id, run }: Try,
  sha256: string,
  chunks_key: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockChunks(tx, chunks_key);
    await tx
      .updateTable("materials")
      .set({ sha256, chunks_key })
      .where("id", "=", id)
      .where("run", "=", run)
      .where("status", "=", "processing")
      .execute();
  });
}

/** Notes how far a try has come, in per cent. Answers false where it is over: failed, begun anew, or the material deleted. */
export async function markProgress(db: Db, { id, run }: Try, progress: number): Promise<boolean> {
  const updated = await db
    .updateTable("materials")
    .set({ progress: Math.max(0, Math.min(99, Math.round(progress))), updated_at: new Date() })
    .where("id", "=", id)
    .where("run", "=", run)
    .where("status", "=", "processing")
    .returning("id")
    .executeTakeFirst();
  return updated !== undefined;
}

/**
 * Makes a material ready and announces it, in one transaction; once for the same text and files. Where the material was
 * deleted meanwhile, what was made from it is removed. Answers whether it is ready.
 */
export async function markReady(db: Db, attempt: UploadedTry, finding: Finding): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom("materials")
      .select(["run", "status", "sha256", "chunks_key"])
      .where("id", "=", attempt.id)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined) {
      await discard(tx, attempt, finding);
      return false;
    }
    if (found.run !== attempt.run) return false;
    const { status, sha256, chunks_key } = found;
    if (status === "ready" && sha256 === finding.sha256 && chunks_key === finding.chunks_key) return true;
    await store(tx, attempt, finding);
    await announce(tx, attempt, finding.chunk_count);
    return true;
  });
}

async function store(tx: Tx, { id }: Try, { warnings = [], files = [], ...finding }: Finding): Promise<void> {
  await tx
    .updateTable("materials")
    .set({
      ...finding,
      warnings: JSON.stringify(warnings),
      files: JSON.stringify(files),
      status: "ready",
      progress: 100,
      reason: null,
      retry: null,
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .execute();
}

/** The course's revision says how old the news is: reading a file does not change the course. */
async function announce(tx: Tx, { id, course_id }: Try, chunk_count: number): Promise<void> {
  const course = await tx
    .selectFrom("courses")
    .select("revision")
    .where("id", "=", course_id)
    .executeTakeFirstOrThrow();
  const processed_at = new Date().toISOString();
  const payload = { course_id, version: null, material_id: id, chunk_count, processed_at };
  await emit(tx, contentProcessed, payload, course.revision);
}

async function discard(tx: Tx, attempt: UploadedTry, { chunks_key }: Finding): Promise<void> {
  const { id, course_id, upload_key: key } = attempt;
  const left = { course_id, key, prefix: mediaFolder(attempt), chunks_key, multipart: null };
  await enqueue(tx, removeMaterialFiles, left, { subject: `material:${id}` });
}

/**
 * Unless another attempt has made it ready meanwhile. `reason` is for the person who uploaded the file, `retry` what she can
 * do about it.
 */
export async function markFailed(
  db: Db,
  { id, run }: Pick<Try, "id" | "run">,
  reason: string,
  retry: "rerun" | "upload",
): Promise<void> {
  await db
    .updateTable("materials")
    .set({ status: "failed", reason, retry, updated_at: new Date() })
    .where("id", "=", id)
    .where("run", "=", run)
    .where("status", "<>", "ready")
    .execute();
}

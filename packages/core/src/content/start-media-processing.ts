import { createHash } from "node:crypto";
import { processImage } from "@smartcourse/contracts/content/tasks";
import type { MaterialType } from "@smartcourse/contracts/content/schemas";
import { videoProcessingWorkflow } from "@smartcourse/contracts/content/workflows";
import { enqueue, startWorkflow } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { getObject } from "@smartcourse/platform/s3";
import { lockMaterial, type MaterialRow } from "./material-store.ts";
import { isVideoType } from "./open-upload.ts";
import { type ArrivedFile, isThere } from "./refuse-upload.ts";

/**
 * Has an arrived picture or video processed: by a task, or by a workflow. Told again of the same file it only says that the
 * work goes on, and queues a picture's task again, which may have been lost.
 * @throws UnreadableFileError size_mismatch
 */
export async function startMediaProcessing(
  db: Db,
  file: ArrivedFile & { readonly content_type: MaterialType; readonly sha256: string | null },
): Promise<void> {
  if (!(await isThere(db, file)) || (await isMadeFrom(file))) return;
  await db.transaction().execute(async (tx) => {
    const material = await lockMaterial(tx, file.course_id, file.id);
    if (material !== undefined) await start(tx, material);
  });
}

/** Whether a picture that is ready is this one. */
async function isMadeFrom({
  status,
  content_type,
  upload_key,
  sha256,
}: Parameters<typeof startMediaProcessing>[1]): Promise<boolean> {
  if (status !== "ready" || isVideoType(content_type)) return false;
  return (
    sha256 ===
    createHash("sha256")
      .update(await getObject(upload_key))
      .digest("hex")
  );
}

async function start(tx: Tx, material: MaterialRow): Promise<void> {
  if (isVideoType(material.content_type)) {
    if (material.status === "ready") return;
    const isNew = material.status !== "processing";
    const { run } = await beginRun(tx, material);
    if (isNew) await startVideo(tx, material, run);
    return;
  }
  const { run } = await beginRun(tx, material);
  const { id } = material;
  await enqueue(tx, processImage, { material_id: id, run }, { subject: `material:${id}` });
}

/** What comes by the same form after an end, good or bad, is another try; what is told twice is not. */
export function beginRun(tx: Tx, { id, status, run }: Pick<MaterialRow, "id" | "status" | "run">) {
  const again = status === "failed" || status === "ready";
  return tx
    .updateTable("materials")
    .set({
      status: "processing",
      reason: null,
      retry: null,
      upload_id: null,
      run: again ? run + 1 : run,
      ...(status !== "processing" && { progress: 0 }),
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Starts the workflow of a try; its id says which one that is. */
export async function startVideo(tx: Tx, material: MaterialRow, run: number): Promise<void> {
  const { instructor_id } = await tx
    .selectFrom("courses")
    .select("instructor_id")
    .where("id", "=", material.course_id)
    .executeTakeFirstOrThrow();
  await startWorkflow(tx, videoProcessingWorkflow, {
    id: videoWorkflowId(material.id, run),
    input: { course_id: material.course_id, material_id: material.id, run },
    ownerId: instructor_id,
    subject: `material:${material.id}`,
  });
}

export function videoWorkflowId(materialId: number, run: number): string {
  return `video-${materialId}-${run}`;
}

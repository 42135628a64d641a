import { createHash } from "node:crypto";
import type { MaterialWarning } from "@smartcourse/contracts/content/schemas";
import type { VideoProcessingInput } from "@smartcourse/contracts/content/workflows";
import { DomainError } from "@smartcourse/contracts/errors";
import type { StoredFile } from "@smartcourse/platform/database";
import type { Db } from "@smartcourse/platform/postgres";
import { getObject, removeBelow, removeObject } from "@smartcourse/platform/s3";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import { chunksKey, readOrStoreChunks } from "./chunk-archive.ts";
import { extract } from "./extract-material.ts";
import {
  type Finding,
  type Try,
  findUpload,
  markFailed,
  markReady,
  referToChunks,
} from "./extraction-store.ts";
import type { MaterialRow } from "./material-store.ts";
import { mediaKey } from "./media-keys.ts";
import { videoWorkflowId } from "./start-media-processing.ts";

/** What a video came to. `vtt_key`: where its transcript lies, if it has one. */
export interface FinishedVideo {
  readonly duration_seconds: number;
  readonly width: number;
  readonly height: number;
  readonly files: readonly StoredFile[];
  readonly vtt_key: string | null;
  readonly warnings: readonly MaterialWarning[];
}

/** The video of a try that goes on. @throws DomainError material.not_found where it is over, or the material deleted */
export async function findVideo(db: Db, { material_id, run }: VideoProcessingInput): Promise<MaterialRow> {
  const video = await findUpload(db, material_id);
  if (video === undefined || video.run !== run || video.status === "failed") {
    throw new DomainError("material.not_found", "The video was deleted, or uploaded anew, meanwhile");
  }
  return video;
}

/** Key of something made from a video, in this try. */
export function videoKey(video: Try, name: string): string {
  return mediaKey(video, `r${video.run}`, name);
}

/** Cuts the transcript to passages with their seconds, and makes the material ready. Safe to run again. */
export async function completeVideo(
  db: Db,
  input: VideoProcessingInput,
  video: FinishedVideo,
): Promise<void> {
  const material = await findVideo(db, input);
  const { vtt_key, ...facts } = video;
  const text =
    vtt_key === null
      ? { sha256: null, chunks_key: null, chunk_count: 0 }
      : await readTranscript(db, material, vtt_key);
  await markReady(db, material, { ...facts, ...text });
  const { material_id } = input;
  await endWorkflow(db, videoWorkflowId(material_id, input.run), {
    state: "completed",
    result: { material_id, chunks: text.chunk_count },
  });
}

async function readTranscript(
  db: Db,
  material: MaterialRow,
  key: string,
): Promise<Pick<Finding, "sha256" | "chunks_key" | "chunk_count">> {
  const bytes = await getObject(key);
  // The text is known by the transcript's bytes: those of the film itself matter to nobody who asks.
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const chunks_key = chunksKey(sha256, "text/vtt");
  await referToChunks(db, material, sha256, chunks_key);
  const { chunks } = await readOrStoreChunks(chunks_key, () => extract(bytes, "text/vtt"));
  return { sha256, chunks_key, chunk_count: chunks.length };
}

/**
 * Tells why a try failed, and removes what it made; a file that is itself at fault goes too. Safe to run again, and where
 * the material is gone.
 */
export async function failVideo(
  db: Db,
  { course_id, material_id, run }: VideoProcessingInput,
  { reason, refused }: { reason: string; refused: boolean },
): Promise<void> {
  const video = await findUpload(db, material_id);
  if (video?.run === run && video.status !== "ready") {
    await markFailed(db, video, reason, refused ? "upload" : "rerun");
    if (refused) await removeObject(video.upload_key);
  }
  if (video?.run !== run || video.status !== "ready")
    await removeBelow(videoKey({ id: material_id, course_id, run }, ""));
  await endWorkflow(db, videoWorkflowId(material_id, run), { state: "failed", reason });
}

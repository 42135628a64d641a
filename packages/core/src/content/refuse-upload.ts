import type { Db } from "@smartcourse/platform/postgres";
import { objectSize, removeObject } from "@smartcourse/platform/s3";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { type Try, markFailed } from "./extraction-store.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** A file that lies in the bucket, and what was announced of it. */
export interface ArrivedFile extends Try {
  readonly upload_key: string;
  readonly size_bytes: number;
  readonly status: "awaiting_upload" | "processing" | "ready" | "failed";
}

/**
 * Works on an arrived file; where the file itself is at fault, marks the material failed with the reason, and removes it.
 * Throws whatever else fails.
 */
export async function orRefuse(db: Db, file: ArrivedFile, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    log().info("material.refused", { ...logFields(), material_id: file.id, reason: error.reason });
    await markFailed(db, file, error.message, "upload");
    await removeObject(file.upload_key);
  }
}

/**
 * Whether the file is there, with the length that was announced. Where it was being processed and is gone, the material
 * has failed.
 * @throws UnreadableFileError size_mismatch
 */
export async function isThere(db: Db, file: ArrivedFile): Promise<boolean> {
  const size = await objectSize(file.upload_key);
  if (size === undefined) {
    if (file.status === "processing")
      await markFailed(db, file, "The uploaded file is not there any more. Upload it again.", "upload");
    return false;
  }
  if (size !== file.size_bytes) {
    throw new UnreadableFileError(
      "size_mismatch",
      `The file has ${size} bytes, but ${file.size_bytes} were announced. Announce it again and upload that.`,
    );
  }
  return true;
}

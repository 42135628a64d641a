import { createHash } from "node:crypto";
import { maximumMaterialBytes } from "@smartcourse/contracts/content/schemas";
import type { Db } from "@smartcourse/platform/postgres";
import { getObject, objectSize, removeObject } from "@smartcourse/platform/s3";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { type ExtractedFile, chunksKey, readOrStoreChunks } from "./chunk-archive.ts";
import { chunkText } from "./chunk-text.ts";
import { detectFileType } from "./detect-file-type.ts";
import { extractText } from "./extract-text.ts";
import type { ContentType } from "./extracted-text.ts";
import { findUpload, markFailed, markProcessing, markReady } from "./extraction-store.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

interface Upload {
  readonly id: number;
  readonly upload_key: string;
  readonly content_type: ContentType;
  readonly size_bytes: number;
  readonly status: "awaiting_upload" | "processing" | "ready" | "failed";
  readonly sha256: string | null;
  readonly chunks_key: string | null;
}

/**
 * Reads the text of a material's uploaded file into chunks, and marks the material ready, or failed where the file is at
 * fault, which is then removed. Safe to run again and at once: it looks at the file as it lies there, and the same file
 * is read once. Throws where something else is at fault, and trying again may help.
 */
export async function extractMaterial(db: Db, materialId: number): Promise<void> {
  const upload = await findUpload(db, materialId);
  if (upload === undefined) {
    log().warn("material.unknown", { ...logFields(), material_id: materialId });
    return;
  }
  try {
    await extractUpload(db, upload);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    log().info("material.refused", { ...logFields(), material_id: materialId, reason: error.reason });
    await markFailed(db, materialId, error.message);
    await removeObject(upload.upload_key);
  }
}

/** Tells the person who uploaded a file that it could not be read, though not for a fault of hers. */
export async function giveUpExtraction(db: Db, materialId: number): Promise<void> {
  await markFailed(db, materialId, "The file could not be read for a fault on our side. Upload it again.");
}

async function extractUpload(db: Db, upload: Upload): Promise<void> {
  const bytes = await load(upload);
  if (bytes === undefined) {
    if (upload.status !== "processing") return;
    await markFailed(db, upload.id, "The uploaded file is not there any more. Upload it again.");
    return;
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const chunks_key = chunksKey(sha256, upload.content_type);
  if (upload.status === "ready" && upload.chunks_key === chunks_key) return;
  await markProcessing(db, upload.id);
  const type = detectFileType(bytes, upload.content_type);
  const { chunks, page_count } = await readOrStoreChunks(chunks_key, () => extract(bytes, type));
  await markReady(db, upload.id, { sha256, chunks_key, page_count, chunk_count: chunks.length });
  log().info("material.extracted", { ...logFields(), material_id: upload.id, chunks: chunks.length });
}

/** The file's bytes; undefined where there is none. What is larger than it may be is not loaded. */
async function load({ upload_key, size_bytes }: Upload): Promise<Uint8Array | undefined> {
  const size = await objectSize(upload_key);
  if (size === undefined) return undefined;
  if (size > maximumMaterialBytes || size !== size_bytes) {
    throw new UnreadableFileError(
      "size_mismatch",
      `The file has ${size} bytes, but ${size_bytes} were announced. Announce it again and upload that.`,
    );
  }
  return getObject(upload_key);
}

async function extract(bytes: Uint8Array, type: ContentType): Promise<ExtractedFile> {
  const extracted = await extractText(bytes, type);
  const { page_count, empty_pages } = extracted;
  return { page_count, empty_pages: [...empty_pages], chunks: chunkText(extracted).map(toStored) };
}

function toStored({ heading_path, ...chunk }: ReturnType<typeof chunkText>[number]) {
  return { ...chunk, heading_path: [...heading_path] };
}

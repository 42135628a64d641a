import { createHash } from "node:crypto";
import type { Db } from "@smartcourse/platform/postgres";
import { getObject } from "@smartcourse/platform/s3";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { type ExtractedFile, chunksKey, readOrStoreChunks } from "./chunk-archive.ts";
import { chunkText } from "./chunk-text.ts";
import { detectFileType } from "./detect-file-type.ts";
import { extractText } from "./extract-text.ts";
import { type TextType, isTextType } from "./extracted-text.ts";
import { findUpload, markFailed, markProcessing, markReady } from "./extraction-store.ts";
import { type ArrivedFile, isThere, orRefuse } from "./refuse-upload.ts";
import { textWarnings } from "./text-warnings.ts";
import { startMediaProcessing } from "./start-media-processing.ts";

interface TextFile extends ArrivedFile {
  readonly content_type: TextType;
  readonly sha256: string | null;
  readonly chunks_key: string | null;
}

/**
 * Reads the text of a material's uploaded file into chunks, and marks the material ready, or failed where the file is at
 * fault, which is then removed; has pictures and videos processed. Safe to run again and at once: it looks at the file as it
 * lies there, and the same file is read once. Throws where something else is at fault, and trying again may help.
 */
export async function extractMaterial(db: Db, materialId: number): Promise<void> {
  const file = await findUpload(db, materialId);
  if (file === undefined) {
    log().warn("material.unknown", { ...logFields(), material_id: materialId });
    return;
  }
  const { content_type } = file;
  await orRefuse(db, file, () =>
    isTextType(content_type) ? extractFile(db, { ...file, content_type }) : startMediaProcessing(db, file),
  );
}

/** Tells the person who uploaded a file that it could not be read, though not for a fault of hers. */
export async function giveUpExtraction(db: Db, materialId: number): Promise<void> {
  const file = await findUpload(db, materialId);
  if (file === undefined) return;
  await markFailed(db, file, "The file could not be read for a fault on our side. Try again.", "rerun");
}

async function extractFile(db: Db, file: TextFile): Promise<void> {
  if (!(await isThere(db, file))) return;
  const bytes = await getObject(file.upload_key);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const chunks_key = chunksKey(sha256, file.content_type);
  if (file.status === "ready" && file.chunks_key === chunks_key) return;
  if (!(await markProcessing(db, file, sha256, chunks_key))) return;
  const type = detectFileType(bytes, file.content_type);
  const read = await readOrStoreChunks(chunks_key, () => extract(bytes, type));
  const { chunks, page_count } = read;
  const warnings = textWarnings(read);
  await markReady(db, file, { sha256, chunks_key, page_count, chunk_count: chunks.length, warnings });
  log().info("material.extracted", { ...logFields(), material_id: file.id, chunks: chunks.length });
}

/** The chunks of a file whose type is known. @throws UnreadableFileError */
export async function extract(bytes: Uint8Array, type: TextType): Promise<ExtractedFile> {
  const extracted = await extractText(bytes, type);
  const { page_count, empty_pages } = extracted;
  return { page_count, empty_pages: [...empty_pages], chunks: chunkText(extracted).map(toStored) };
}

function toStored({ heading_path, ...chunk }: ReturnType<typeof chunkText>[number]) {
  return { ...chunk, heading_path: [...heading_path] };
}

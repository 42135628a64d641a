import { type MaterialType, type Upload, videoTypes } from "@smartcourse/contracts/content/schemas";
import { type MultipartUpload, beginMultipart } from "@smartcourse/platform/multipart";
import type { Tx } from "@smartcourse/platform/postgres";
import { signPart } from "@smartcourse/platform/signed-s3";
import { createUploadForm } from "@smartcourse/platform/upload-form";
import { setUpload } from "./material-store.ts";
import { partBytes, planParts } from "./upload-parts.ts";

/** Parts whose URLs come with the reply. */
const firstParts = 20;
/** Seconds in which a part must begin to be sent. */
const partSeconds = 3600;

interface AnnouncedFile {
  readonly id: number;
  readonly upload_key: string;
  readonly content_type: MaterialType;
  readonly size_bytes: number;
}

/** Opens the way by which an announced file comes: a form, or an upload in parts, whose id is noted. */
export async function openUpload(tx: Tx, file: AnnouncedFile): Promise<Upload> {
  const { upload_key: key, content_type: contentType, size_bytes: sizeBytes } = file;
  if (!isVideoType(contentType)) {
    return { kind: "form", ...(await createUploadForm({ key, contentType, sizeBytes })) };
  }
  const upload = await beginMultipart(key, contentType);
  await setUpload(tx, file.id, upload.upload_id);
  const plan = planParts(sizeBytes);
  const numbers = Array.from({ length: Math.min(plan.part_count, firstParts) }, (_, index) => index + 1);
  return { kind: "multipart", ...plan, ...(await signUploadParts(upload, sizeBytes, numbers)) };
}

/** URLs for parts of an upload, each for the length that the part has. */
export async function signUploadParts(
  upload: MultipartUpload,
  sizeBytes: number,
  partNumbers: readonly number[],
) {
  const expires_at = new Date(Date.now() + partSeconds * 1000).toISOString();
  const parts = await Promise.all(
    partNumbers.map(async (part_number) => {
      const part = { part_number, size_bytes: partBytes(sizeBytes, part_number) };
      return { ...part, url: await signPart(upload, part, partSeconds) };
    }),
  );
  return { parts, expires_at };
}

export function isVideoType(type: MaterialType): boolean {
  return videoTypes.some((video) => video === type);
}

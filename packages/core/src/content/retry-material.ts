import { type RetryMaterialBody, maximumBytes } from "@smartcourse/contracts/content/schemas";
import { processImage, rereadMaterial } from "@smartcourse/contracts/content/tasks";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { abortMultipart } from "@smartcourse/platform/multipart";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { objectSize } from "@smartcourse/platform/s3";
import { assertEditableCourse, assertMaterial } from "./course-access.ts";
import { isTextType } from "./extracted-text.ts";
import { withUrls } from "./material-files.ts";
import { type MaterialRow, awaitUpload, lockMaterial } from "./material-store.ts";
import { isVideoType, openUpload } from "./open-upload.ts";
import { beginRun, startVideo } from "./start-media-processing.ts";

/**
 * Tries a failed material again: as it lies there, where the file was not at fault, else by a new upload, as also where none
 * has come yet.
 * @throws DomainError course.not_found, course.archived, material.not_found, material.not_failed, material.too_large
 */
export async function retryMaterial(
  tx: Tx,
  { courseId, id }: { courseId: number; id: number },
  actor: Actor,
  body: RetryMaterialBody,
) {
  await assertEditableCourse(tx, courseId, actor);
  const material = assertMaterial(await lockMaterial(tx, courseId, id), id);
  if (material.status === "ready" || material.status === "processing") {
    throw new DomainError(
      "material.not_failed",
      `The material is ${material.status}: there is nothing to try again`,
    );
  }
  if (body.size_bytes === undefined && (await canRerun(material))) {
    return { ...(await withUrls(await rerun(tx, material))), upload: null };
  }
  return uploadAnew(tx, material, body);
}

async function canRerun({ retry, upload_key, size_bytes }: MaterialRow): Promise<boolean> {
  return retry === "rerun" && (await objectSize(upload_key)) === size_bytes;
}

async function rerun(tx: Tx, material: MaterialRow): Promise<MaterialRow> {
  const begun = await beginRun(tx, material);
  const { id, content_type, run } = begun;
  const about = { subject: `material:${id}` };
  if (isTextType(content_type)) await enqueue(tx, rereadMaterial, { material_id: id }, about);
  else if (isVideoType(content_type)) await startVideo(tx, begun, run);
  else await enqueue(tx, processImage, { material_id: id, run }, about);
  return begun;
}

async function uploadAnew(tx: Tx, material: MaterialRow, { size_bytes, filename }: RetryMaterialBody) {
  const size = size_bytes ?? material.size_bytes;
  const maximum = maximumBytes(material.content_type);
  if (size > maximum) {
    throw new DomainError("material.too_large", `A ${material.content_type} has at most ${maximum} bytes`, {
      errors: [{ field: "size_bytes", message: `must be at most ${maximum}` }],
    });
  }
  const { upload_id, upload_key: key } = material;
  if (upload_id !== null) await abortMultipart({ key, upload_id });
  const awaited = await awaitUpload(tx, material.id, {
    size_bytes: size,
    filename: filename ?? material.filename,
  });
  return { ...(await withUrls(awaited)), upload: await openUpload(tx, awaited) };
}

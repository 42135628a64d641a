import type { CompleteUploadBody } from "@smartcourse/contracts/content/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import {
  type MultipartUpload,
  abortMultipart,
  completeMultipart,
  listParts,
} from "@smartcourse/platform/multipart";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { objectSize } from "@smartcourse/platform/s3";
import { assertEditableCourse, assertMaterial } from "./course-access.ts";
import { markFailed } from "./extraction-store.ts";
import { withUrls } from "./material-files.ts";
import { type MaterialRow, findMaterial } from "./material-store.ts";
import { signUploadParts } from "./open-upload.ts";
import { startMediaProcessing } from "./start-media-processing.ts";
import { planParts } from "./upload-parts.ts";

interface MaterialPlace {
  readonly courseId: number;
  readonly id: number;
}

/**
 * URLs for parts of a material's upload.
 * @throws DomainError course.not_found, course.archived, material.not_found, material.not_awaited, material.parts_invalid
 */
export async function signMoreParts(
  tx: Tx,
  { courseId, id }: MaterialPlace,
  actor: Actor,
  partNumbers: readonly number[],
) {
  await assertEditableCourse(tx, courseId, actor);
  const material = assertMaterial(await findMaterial(tx, courseId, id), id);
  const { part_count } = planParts(material.size_bytes);
  const beyond = partNumbers.find((number) => number > part_count);
  if (beyond !== undefined) throw invalidParts(`There is no part ${beyond}: the file has ${part_count}`);
  return signUploadParts(awaitedUpload(material), material.size_bytes, [...new Set(partNumbers)]);
}

/**
 * Puts a material's parts together, where they are as long as what was announced, and has the file processed. Safe to
 * repeat. Parts of another length are removed, and the material has failed.
 * @throws DomainError course.not_found, course.archived, material.not_found, material.not_awaited, material.parts_invalid
 */
export async function completeUpload(
  db: Db,
  { courseId, id }: MaterialPlace,
  actor: Actor,
  { parts }: CompleteUploadBody,
) {
  await assertEditableCourse(db, courseId, actor);
  const material = assertMaterial(await findMaterial(db, courseId, id), id);
  if (material.status === "awaiting_upload") {
    assertWhole(parts, material.size_bytes);
    await assemble(db, material, awaitedUpload(material), parts);
    await startMediaProcessing(db, material);
  } else if (material.status === "failed") {
    throw new DomainError("material.not_awaited", "The upload was given up: begin a new one with /retry");
  }
  return withUrls(assertMaterial(await findMaterial(db, courseId, id), id));
}

async function assemble(
  db: Db,
  material: MaterialRow,
  upload: MultipartUpload,
  parts: CompleteUploadBody["parts"],
): Promise<void> {
  const arrived = await listParts(upload);
  // Completed before, by one who died before she could say so.
  if (arrived === undefined && (await objectSize(upload.key)) === material.size_bytes) return;
  const bytes = (arrived ?? []).reduce((sum, size) => sum + size, 0);
  if (bytes !== material.size_bytes) {
    await abortMultipart(upload);
    const reason = `The parts have ${bytes} bytes together, but ${material.size_bytes} were announced. Upload the file again.`;
    await markFailed(db, material, reason, "upload");
    throw invalidParts(reason);
  }
  const inOrder = parts.toSorted((one, other) => one.part_number - other.part_number);
  if (!(await completeMultipart(upload, inOrder)))
    throw invalidParts("An ETag is not that of its part: send those that S3 answered with");
}

function assertWhole(parts: CompleteUploadBody["parts"], sizeBytes: number): void {
  const { part_count } = planParts(sizeBytes);
  const numbers = new Set(parts.map(({ part_number }) => part_number));
  const isWhole =
    parts.length === part_count && numbers.size === part_count && Math.max(...numbers) === part_count;
  if (!isWhole) throw invalidParts(`Name each of the parts 1 to ${part_count} once`);
}

function awaitedUpload({ status, upload_id, upload_key: key }: MaterialRow): MultipartUpload {
  if (status !== "awaiting_upload" || upload_id === null) {
    throw new DomainError("material.not_awaited", "No upload in parts is under way for this material");
  }
  return { key, upload_id };
}

function invalidParts(message: string): DomainError {
  return new DomainError("material.parts_invalid", message, { errors: [{ field: "parts", message }] });
}

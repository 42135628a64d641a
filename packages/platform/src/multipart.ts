import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  NoSuchUpload,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { env } from "./env.ts";
import { s3 } from "./s3.ts";

/** A multipart upload under way. */
export interface MultipartUpload {
  readonly key: string;
  readonly upload_id: string;
}

/** Begins an upload in parts. Nothing is stored under the key until it is completed. */
export async function beginMultipart(key: string, contentType: string): Promise<MultipartUpload> {
  const { UploadId } = await s3().send(
    new CreateMultipartUploadCommand({ Bucket: env("S3_BUCKET"), Key: key, ContentType: contentType }),
  );
  if (UploadId === undefined) throw new Error(`S3 gave no id for the upload of ${key}`);
  return { key, upload_id: UploadId };
}

/** The parts that have arrived, in bytes; undefined where the upload is over, one way or the other. */
export async function listParts(upload: MultipartUpload): Promise<number[] | undefined> {
  try {
    return await listPartsAfter(upload, undefined);
  } catch (error) {
    if (isOver(error)) return undefined;
    throw error;
  }
}

/** Not by the SDK's paginator: the last page names a marker too, and it would ask for ever. */
async function listPartsAfter(
  upload: MultipartUpload,
  PartNumberMarker: string | undefined,
): Promise<number[]> {
  const { key: Key, upload_id: UploadId } = upload;
  const {
    Parts = [],
    IsTruncated,
    NextPartNumberMarker,
  } = await s3().send(new ListPartsCommand({ Bucket: env("S3_BUCKET"), Key, UploadId, PartNumberMarker }));
  const sizes = Parts.map(({ Size = 0 }) => Size);
  return IsTruncated === true ? [...sizes, ...(await listPartsAfter(upload, NextPartNumberMarker))] : sizes;
}

/** Puts the parts together. Answers false where S3 says that one of them is not what the ETag says, or too small. */
export async function completeMultipart(
  { key, upload_id }: MultipartUpload,
  parts: readonly { readonly part_number: number; readonly etag: string }[],
): Promise<boolean> {
  const Parts = parts.map(({ part_number, etag }) => ({ PartNumber: part_number, ETag: etag }));
  try {
    await s3().send(
      new CompleteMultipartUploadCommand({
        Bucket: env("S3_BUCKET"),
        Key: key,
        UploadId: upload_id,
        MultipartUpload: { Parts },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && refusals.has(error.name)) return false;
    throw error;
  }
}

const refusals = new Set(["InvalidPart", "InvalidPartOrder", "EntityTooSmall"]);

/** Gives an upload up; its parts are removed. One that is over stays as it ended. */
export async function abortMultipart({ key, upload_id }: MultipartUpload): Promise<void> {
  try {
    await s3().send(
      new AbortMultipartUploadCommand({ Bucket: env("S3_BUCKET"), Key: key, UploadId: upload_id }),
    );
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}

/** Uploads in parts under way whose key begins so. */
export async function listMultiparts(prefix: string): Promise<MultipartUpload[]> {
  const found: MultipartUpload[] = [];
  let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (next !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await s3().send(
      new ListMultipartUploadsCommand({ Bucket: env("S3_BUCKET"), Prefix: prefix, ...next }),
    );
    for (const { Key, UploadId } of page.Uploads ?? []) {
      if (Key !== undefined && UploadId !== undefined) found.push({ key: Key, upload_id: UploadId });
    }
    const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page;
    next =
      IsTruncated === true && NextKeyMarker !== undefined && NextUploadIdMarker !== undefined
        ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker }
        : undefined;
  }
  return found;
}

function isOver(error: unknown): boolean {
  return (
    error instanceof NoSuchUpload || (error instanceof S3ServiceException && error.name === "NoSuchUpload")
  );
}

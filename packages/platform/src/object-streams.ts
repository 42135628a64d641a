import type { Readable } from "node:stream";
import { GetObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { env } from "./env.ts";
import { s3 } from "./s3.ts";

const mebibyte = 1024 * 1024;
/** S3 takes 10,000 parts: enough for 156 GiB. */
const partBytes = 16 * mebibyte;

/**
 * The bytes of an object as they come, or a stretch of them, `end` not included. With `etag` of that object alone. Throws the
 * SDK's NoSuchKey, and PreconditionFailed where another object lies there.
 */
export async function openObject(
  key: string,
  { start, end, etag }: { readonly start?: number; readonly end?: number; readonly etag?: string } = {},
): Promise<Readable> {
  const { Body } = await s3().send(
    new GetObjectCommand({
      Bucket: env("S3_BUCKET"),
      Key: key,
      ...(start !== undefined && end !== undefined && { Range: `bytes=${start}-${end - 1}` }),
      ...(etag !== undefined && { IfMatch: etag }),
    }),
  );
  if (Body === undefined) throw new Error(`Object ${key} has no body`);
  return Body as Readable;
}

/** Whether an error says that what was read is not there any more, or was replaced. */
export function isOtherObject(error: unknown): boolean {
  return error instanceof S3ServiceException && ["PreconditionFailed", "NoSuchKey"].includes(error.name);
}

/**
 * Writes what a stream brings as an object, in parts where it is long. Nothing is under the key before the end. Holds three
 * parts in memory. A signal that aborts stops it, and removes the parts.
 */
export async function putStream(
  key: string,
  body: Readable,
  contentType: string,
  signal?: AbortSignal,
): Promise<void> {
  const upload = new Upload({
    client: s3(),
    params: { Bucket: env("S3_BUCKET"), Key: key, Body: body, ContentType: contentType },
    partSize: partBytes,
    queueSize: 2,
  });
  const abort = () => {
    body.destroy(signal?.reason instanceof Error ? signal.reason : new Error("It was stopped"));
  };
  signal?.addEventListener("abort", abort);
  try {
    await upload.done();
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

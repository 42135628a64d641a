import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { env } from "./env.ts";

let client: S3Client | undefined;

/** S3. Region, credentials and endpoint come from the runtime, as the SDK reads them. */
export function s3(): S3Client {
  client ??= new S3Client({ forcePathStyle: env("S3_FORCE_PATH_STYLE") === "true", maxAttempts: 3 });
  return client;
}

/** The whole object, as bytes. Throws the SDK's NoSuchKey where there is none. */
export async function getObject(key: string): Promise<Uint8Array> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }));
  if (Body === undefined) throw new Error(`Object ${key} has no body`);
  return Body.transformToByteArray();
}

/** Writes an object, over whatever is there. */
export async function putObject(key: string, body: Uint8Array | string, contentType: string): Promise<void> {
  await s3().send(
    new PutObjectCommand({ Bucket: env("S3_BUCKET"), Key: key, Body: body, ContentType: contentType }),
  );
}

/** Whether there is an object under the key. */
export async function objectExists(key: string): Promise<boolean> {
  return (await objectSize(key)) !== undefined;
}

/** The size of an object in bytes; undefined where there is none. */
export async function objectSize(key: string): Promise<number | undefined> {
  try {
    const { ContentLength } = await s3().send(new HeadObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }));
    return ContentLength ?? 0;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Removes an object, if it is there. */
export async function removeObject(key: string): Promise<void> {
  await s3().send(new DeleteObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }));
}

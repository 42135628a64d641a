import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  paginateListObjectsV2,
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

/** The first `length` bytes of an object, or all where it has fewer; undefined where there is none, or it is empty. */
export async function getObjectStart(key: string, length: number): Promise<Uint8Array | undefined> {
  const Range = `bytes=0-${length - 1}`;
  try {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: env("S3_BUCKET"), Key: key, Range }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof S3ServiceException && ["NoSuchKey", "InvalidRange"].includes(error.name))
      return undefined;
    throw error;
  }
}

/** Writes a file as an object. Its bytes are not held in memory. Answers with their number. */
export async function putFile(key: string, path: string, contentType: string): Promise<number> {
  const { size } = await stat(path);
  await s3().send(
    new PutObjectCommand({
      Bucket: env("S3_BUCKET"),
      Key: key,
      Body: createReadStream(path),
      ContentLength: size,
      ContentType: contentType,
    }),
  );
  return size;
}

/** Copies an object's bytes to a file. */
export async function saveObject(key: string, path: string): Promise<void> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }));
  if (Body === undefined) throw new Error(`Object ${key} has no body`);
  await writeFile(path, Body.transformToWebStream());
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
  return (await describeObject(key))?.size;
}

/** An object as it lies there: another one under the same key has another ETag. */
export interface ObjectFacts {
  readonly size: number;
  readonly etag: string;
}

/** Undefined where there is no such object. */
export async function describeObject(key: string): Promise<ObjectFacts | undefined> {
  try {
    const { ContentLength = 0, ETag = "" } = await s3().send(
      new HeadObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }),
    );
    return { size: ContentLength, etag: ETag };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Removes every object whose key begins so. Safe to run again. */
export async function removeBelow(prefix: string): Promise<void> {
  const pages = paginateListObjectsV2({ client: s3() }, { Bucket: env("S3_BUCKET"), Prefix: prefix });
  for await (const { Contents = [] } of pages) {
    for (const { Key } of Contents) if (Key !== undefined) await removeObject(Key);
  }
}

/** Removes an object, if it is there. */
export async function removeObject(key: string): Promise<void> {
  await s3().send(new DeleteObjectCommand({ Bucket: env("S3_BUCKET"), Key: key }));
}

/** Keys that begin with a prefix: at most a thousand, which is what S3 tells at a time. */
export async function listKeys(prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3().send(
    new ListObjectsV2Command({ Bucket: env("S3_BUCKET"), Prefix: prefix }),
  );
  return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}

import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { env } from "./env.ts";
import { s3 } from "./s3.ts";

/** Seconds in which an upload must begin. */
const validSeconds = 15 * 60;

export interface UploadForm {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly expires_at: string;
}

/** A form that uploads one file: its key, type and exact length are fixed by the policy it is signed with. */
export async function createUploadForm(file: {
  key: string;
  contentType: string;
  sizeBytes: number;
}): Promise<UploadForm> {
  const { url, fields } = await createPresignedPost(s3(), {
    Bucket: env("S3_BUCKET"),
    Key: file.key,
    Fields: { "Content-Type": file.contentType },
    Conditions: [
      ["content-length-range", file.sizeBytes, file.sizeBytes],
      ["eq", "$Content-Type", file.contentType],
    ],
    Expires: validSeconds,
  });
  return { url, fields, expires_at: new Date(Date.now() + validSeconds * 1000).toISOString() };
}

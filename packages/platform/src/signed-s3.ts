import { GetObjectCommand, S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { env } from "./env.ts";

let client: S3Client | undefined;

/** Signs and sends nothing. A checksum that the SDK would add is of a body that it does not know. */
function signer(): S3Client {
  client ??= new S3Client({
    forcePathStyle: env("S3_FORCE_PATH_STYLE") === "true",
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return client;
}

/** A URL and the time until which it holds. */
export interface SignedUrl {
  readonly url: string;
  readonly expires_at: string;
}

/** A URL under which anybody reads an object for so many seconds; `filename`: under which a browser saves it. */
export async function signRead(key: string, seconds: number, filename?: string): Promise<SignedUrl> {
  const command = new GetObjectCommand({
    Bucket: env("S3_BUCKET"),
    Key: key,
    ...(filename !== undefined && { ResponseContentDisposition: `inline; filename="${filename}"` }),
  });
  const expires_at = new Date(Date.now() + seconds * 1000).toISOString();
  return { url: await getSignedUrl(signer(), command, { expiresIn: seconds }), expires_at };
}

/** A URL to PUT one part of a multipart upload to. Its length is signed: S3 refuses any other. */
export function signPart(
  upload: { readonly key: string; readonly upload_id: string },
  part: { readonly part_number: number; readonly size_bytes: number },
  seconds: number,
): Promise<string> {
  const command = new UploadPartCommand({
    Bucket: env("S3_BUCKET"),
    Key: upload.key,
    UploadId: upload.upload_id,
    PartNumber: part.part_number,
    ContentLength: part.size_bytes,
  });
  return getSignedUrl(signer(), command, { expiresIn: seconds });
}

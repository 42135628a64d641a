import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";

/** An object as `index.json` lists it; its bytes are in the file of that name. */
interface SavedObject {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
  readonly content_type: string | undefined;
  readonly metadata: Record<string, string> | undefined;
}

function client(endpoint: string): S3Client {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
}

/** Copies all objects to a folder: LocalStack forgets them when it stops. What the folder holds already is not copied again. */
export async function saveObjects(endpoint: string, folder: string): Promise<void> {
  const s3 = client(endpoint);
  await mkdir(folder, { recursive: true });
  const saved: SavedObject[] = [];
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: bucket = "" } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
      for (const { Key = "", ETag = "" } of Contents)
        saved.push(await saveObject(s3, bucket, Key, ETag, folder));
    }
  }
  await writeFile(join(folder, "index.json.new"), JSON.stringify(saved));
  await rename(join(folder, "index.json.new"), join(folder, "index.json"));
  await removeOthers(folder, new Set(["index.json", ...saved.map(({ file }) => file)]));
}

async function saveObject(
  s3: S3Client,
  bucket: string,
  key: string,
  etag: string,
  folder: string,
): Promise<SavedObject> {
  const file = createHash("sha256")
    .update(JSON.stringify([bucket, key, etag]))
    .digest("hex");
  const { Body, ContentType, Metadata } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (!existsSync(join(folder, file))) await writeFile(join(folder, file), bytes);
  return { bucket, key, file, content_type: ContentType, metadata: Metadata };
}

async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const others = (await readdir(folder)).filter((file) => !wanted.has(file));
  await Promise.all(others.map((file) => rm(join(folder, file))));
}

/** Puts back what `saveObjects` saved, before anybody is told of objects that arrive. */
export async function restoreObjects(endpoint: string, folder: string): Promise<void> {
  const index = join(folder, "index.json");
  if (!existsSync(index)) return;
  const s3 = client(endpoint);
  const saved: SavedObject[] = JSON.parse(await readFile(index, "utf8"));
  for (const bucket of new Set(saved.map((object) => object.bucket))) {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  }
  for (const { bucket, key, file, content_type, metadata } of saved) {
    const described = { ContentType: content_type, Metadata: metadata };
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: await readFile(join(folder, file)),
        ...described,
      }),
    );
  }
}

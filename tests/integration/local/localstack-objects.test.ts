import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServices } from "../../../local/platform/start-services.ts";
import { restoreObjects, saveObjects } from "../../../local/services/localstack-objects.ts";

const folder = mkdtempSync(join(tmpdir(), "objects-test-"));
const object = { Bucket: "kept", Key: "uploads/ü 1.pdf" };
const stops: (() => Promise<void>)[] = [];

/** An empty LocalStack of its own: what is restored must not be announced on the tests' platform. */
async function localstack(): Promise<{ endpoint: string; s3: S3Client }> {
  const { environment, stop } = await startServices({ only: ["localstack"] });
  stops.push(stop);
  const endpoint = String(environment["AWS_ENDPOINT_URL_S3"]);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { endpoint, s3: new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true }) };
}

let before: Awaited<ReturnType<typeof localstack>>;

beforeAll(async () => {
  before = await localstack();
  await before.s3.send(new CreateBucketCommand({ Bucket: "kept" }));
});
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true });
});

test("objects outlive LocalStack, with their bytes, type and metadata", async () => {
  const described = { ContentType: "application/pdf", Metadata: { material: "7" } };
  await before.s3.send(new PutObjectCommand({ ...object, ...described, Body: Buffer.from([0, 1, 255]) }));
  await saveObjects(before.endpoint, folder);

  const after = await localstack();
  await restoreObjects(after.endpoint, folder);
  const found = await after.s3.send(new GetObjectCommand(object));
  expect([...((await found.Body?.transformToByteArray()) ?? [])]).toEqual([0, 1, 255]);
  expect(found).toMatchObject(described);
});

test("what was deleted is not kept", async () => {
  await before.s3.send(new DeleteObjectCommand(object));
  await saveObjects(before.endpoint, folder);
  expect(readdirSync(folder)).toEqual(["index.json"]);
});

test("a folder that nothing was saved to restores nothing", async () => {
  await expect(restoreObjects(before.endpoint, join(folder, "none"))).resolves.toBeUndefined();
});

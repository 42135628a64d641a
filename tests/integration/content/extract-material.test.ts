import { createHash } from "node:crypto";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { extractMaterial as contract } from "@smartcourse/contracts/content/tasks";
import { chunksKey, readChunks } from "@smartcourse/core/content/chunk-archive";
import { env } from "@smartcourse/platform/env";
import { postgres } from "@smartcourse/platform/postgres";
import { objectExists, putObject, s3 } from "@smartcourse/platform/s3";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { handler } from "../../../functions/content/extract-material.ts";
import { writePdf } from "../../../local/journey/write-pdf.ts";
import {
  addFile,
  announce,
  makeCourse,
  notification,
  readMaterial,
  upload,
} from "../../support/authoring.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";

let platform: ScratchPlatform;
let ada: Person;
let course: number;

beforeAll(async () => {
  platform = await openScratchPlatform();
  ada = await registerAndLogin("instructor");
  course = await makeCourse(ada);
});
afterAll(() => platform.close());

const bees = writePdf([
  { heading: "Swarming", paragraphs: ["A swarm leaves the hive with its old queen in May."] },
  { heading: "Wintering", paragraphs: ["Bees cluster below ten degrees and live on honey."] },
]);
const row = (id: number) =>
  postgres().selectFrom("materials").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const objects = async (prefix: string) => {
  const { Contents = [] } = await s3().send(
    new ListObjectsV2Command({ Bucket: env("S3_BUCKET"), Prefix: prefix }),
  );
  return Contents.map(({ Key, LastModified }) => `${Key} ${LastModified?.getTime()}`);
};

it("reads an uploaded PDF into chunks that know their pages, and says how much it found", async () => {
  const id = await addFile(ada, course, { content: bees, contentType: "application/pdf" });
  expect(await readMaterial(ada, course, id)).toMatchObject({
    status: "ready",
    reason: null,
    page_count: 2,
    chunk_count: 2,
  });
  const { sha256, chunks_key } = await row(id);
  expect(chunks_key).toBe(`extracted/${sha256}/1-pdf.json`);
  const { chunks } = await readChunks(chunks_key ?? "");
  expect(chunks.map(({ page }) => page)).toEqual([1, 2]);
  expect(chunks[1]?.text).toContain("Bees cluster below ten degrees");
});

it("does nothing more when it is told again, nor for the same file in another material", async () => {
  const file = { content: "# Honey\n\nHoney keeps for years.", contentType: "text/markdown" as const };
  const material = await announce(ada, course, file);
  await upload(material, file.content);
  const event = notification(material.upload_key, 32);
  await handler(event);
  const before = { row: await row(material.id), stored: await objects("extracted/") };
  await Promise.all([handler(event), handler(event), handler(event), handler(event)]);
  await addFile(ada, course, file);
  expect(await row(material.id)).toEqual(before.row);
  expect(await objects("extracted/")).toEqual(before.stored);
});

it("refuses a file that is not what it was said to be, tells why, and removes it", async () => {
  const file = { content: "This is no PDF at all.", contentType: "application/pdf" as const };
  const material = await announce(ada, course, file);
  await upload(material, file.content);
  const event = notification(material.upload_key, 22);
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  const found = await readMaterial(ada, course, material.id);
  expect(found.status).toBe("failed");
  expect(found.reason).toContain("uploaded as a PDF");
  expect(await objectExists(material.upload_key)).toBe(false);
  // Told again, it finds no file, and what it said stands.
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  expect((await readMaterial(ada, course, material.id)).reason).toBe(found.reason);
});

it("refuses a file of another size than was announced", async () => {
  const material = await announce(ada, course, { content: "twelve bytes" });
  await s3().send(
    new PutObjectCommand({
      Bucket: env("S3_BUCKET"),
      Key: material.upload_key,
      Body: "many more than twelve",
    }),
  );
  await handler(notification(material.upload_key, 21));
  const found = await readMaterial(ada, course, material.id);
  expect(found).toMatchObject({ status: "failed" });
  expect(found.reason).toContain("21 bytes, but 12 were announced");
});

it("reads a file again that was uploaded again while its form holds", async () => {
  const file = { content: "The queen is marked in blue." };
  const material = await announce(ada, course, file);
  await upload(material, file.content);
  await handler(notification(material.upload_key, 28));
  const first = await row(material.id);
  await upload(material, "The queen is marked in pink.");
  await handler(notification(material.upload_key, 28));
  const second = await row(material.id);
  expect(second.status).toBe("ready");
  expect(second.sha256).not.toBe(first.sha256);
});

it("ignores the message by which S3 tries a queue out, and files it knows nothing of", async () => {
  const test = sqsEvent(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" }), 1, "none");
  expect(await handler(test)).toEqual({ batchItemFailures: [] });
  const unknown = notification("uploads/1/2147483647/notes.md", 10);
  expect(await handler(unknown)).toEqual({ batchItemFailures: [] });
});

it("keeps a message for another attempt while something of ours fails, and after the last one says so", async () => {
  const file = { content: "Drones do not sting." };
  const material = await announce(ada, course, file);
  await upload(material, file.content);
  const sha256 = createHash("sha256").update(file.content).digest("hex");
  await putObject(chunksKey(sha256, "text/markdown"), "{ half of what was wr", "application/json");
  const QueueUrl = queueUrl(contract.queue);
  await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  const receipt = Messages[0]?.ReceiptHandle ?? "";
  const first = notification(material.upload_key, 20, 1, receipt);
  expect((await handler(first)).batchItemFailures).toHaveLength(1);
  expect((await row(material.id)).status).toBe("processing");
  const last = notification(material.upload_key, 20, contract.maxRetries + 1, receipt);
  expect((await handler(last)).batchItemFailures).toHaveLength(1);
  expect(await row(material.id)).toMatchObject({
    status: "failed",
    reason: "The file could not be read for a fault on our side. Upload it again.",
  });
  expect(await objectExists(material.upload_key)).toBe(true);
});

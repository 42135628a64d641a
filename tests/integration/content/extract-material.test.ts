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
  type FileToUpload,
  addFile,
  announce,
  makeCourse,
  notification,
  readMaterial,
  upload,
} from "../../support/authoring.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { writeDocx, writeZip } from "../../support/write-zip.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" as const;

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
    reason: "The file could not be read for a fault on our side. Try again.",
  });
  expect(await objectExists(material.upload_key)).toBe(true);
});

it("reads captions into chunks that know their seconds", async () => {
  const content = "WEBVTT\n\n00:01.000 --> 00:02.500\nBees fly.\n\n00:02.500 --> 00:04.000\nBees hum.";
  const id = await addFile(ada, course, { content, contentType: "text/vtt" });
  expect(await readMaterial(ada, course, id)).toMatchObject({
    status: "ready",
    page_count: null,
    warnings: [],
  });
  const { chunks } = await readChunks((await row(id)).chunks_key ?? "");
  expect(chunks).toMatchObject([
    { text: "Bees fly. Bees hum.", start_seconds: 1, end_seconds: 4, page: null },
  ]);
});

it("reads a Word document and an HTML page by their headings", async () => {
  const run = (text: string, more = "") => `<w:p><w:pPr>${more}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const docx = writeDocx({ body: run("Hive", `<w:outlineLvl w:val="0"/>`) + run("A hive has a queen.") });
  const html = "<!doctype html><h1>Hive</h1><p>A hive has a queen.</p>";
  for (const file of [
    { content: docx, contentType: docxType },
    { content: html, contentType: "text/html" as const },
  ]) {
    const id = await addFile(ada, course, file);
    const { chunks } = await readChunks((await row(id)).chunks_key ?? "");
    expect(chunks).toMatchObject([{ text: "Hive\n\nA hive has a queen.", heading_path: ["Hive"] }]);
  }
});

it("says of a ready PDF which of its pages have no text", async () => {
  const content = writePdf([{ paragraphs: ["Bees."] }, { paragraphs: [] }, { paragraphs: [] }]);
  const id = await addFile(ada, course, { content, contentType: "application/pdf" });
  const { status, warnings } = await readMaterial(ada, course, id);
  expect(status).toBe("ready");
  expect(warnings).toEqual([
    { code: "pages_without_text", message: expect.stringMatching(/^Pages 2-3 have no text/u), pages: [2, 3] },
  ]);
});

it("reads chunks that were stored before there were captions", async () => {
  const chunk = { index: 0, text: "Bees.", page: 2, page_end: 2, heading_path: [], start: 0, end: 5 };
  const stored = { page_count: 2, empty_pages: [1], chunks: [chunk] };
  await putObject("extracted/of-old/1-pdf.json", JSON.stringify(stored), "application/json");
  const { chunks } = await readChunks("extracted/of-old/1-pdf.json");
  expect(chunks).toEqual([{ ...chunk, start_seconds: null, end_seconds: null }]);
});

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const png = latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
const bomb = { path: "word/media/a", content: "", says: { size: 4_000_000_000 } };
const badFiles: [string, FileToUpload["contentType"], string | Uint8Array, RegExp][] = [
  ["a cut-off ZIP", docxType, writeDocx({ body: "" }).subarray(0, 200), /cut off or damaged/u],
  ["a ZIP that unpacks to 4 GB", docxType, writeDocx({ body: "", more: [bomb] }), /far more/u],
  ["a ZIP of something else", docxType, writeZip([{ path: "a", content: "a" }]), /a ZIP archive/u],
  [
    "macros",
    docxType,
    writeDocx({ body: "", more: [{ path: "word/vbaProject.bin", content: "x" }] }),
    /macros/u,
  ],
  ["a document with a password", docxType, compoundFile("EncryptedPackage"), /Remove the password/u],
  ["an old Word document", docxType, compoundFile("WordDocument"), /an old Word document/u],
  ["a picture said to be HTML", "text/html", png, /it is a PNG image/u],
  ["HTML that is text", "text/html", "only words", /without any markup/u],
  ["HTML that is empty", "text/html", "<script>x()</script><p> </p>", /holds no text/u],
  ["UTF-16 without a mark", "text/plain", new Uint8Array(Buffer.from("Bees", "utf16le")), /binary data/u],
  [
    "Latin-1",
    "application/x-subrip",
    latin1("1\n00:00:01,000 --> 00:00:02,000\ncaf\xe9"),
    /Save it as UTF-8/u,
  ],
  ["captions without any", "text/vtt", "WEBVTT\n\nNOTE nothing", /no caption with a time/u],
  ["SRT without times", "application/x-subrip", "1\nBees fly.", /no caption with a time/u],
  ["a locked PDF", "application/pdf", writePdf([{ paragraphs: ["x"] }], { locked: true }), /password/u],
  ["a PDF of pictures only", "application/pdf", writePdf([{ paragraphs: [] }]), /holds no text/u],
  ["a PDF that is cut off", "application/pdf", bees.subarray(0, 40), /damaged/u],
];

it.each(badFiles)(
  "refuses with a reason, and removes: %s",
  async (_what, contentType = "text/plain", content, reason) => {
    const material = await announce(ada, course, { content, contentType });
    await upload(material, content);
    await handler(notification(material.upload_key, Buffer.from(content).length));
    const found = await readMaterial(ada, course, material.id);
    expect(found).toMatchObject({ status: "failed", reason: expect.stringMatching(reason) });
    expect(await objectExists(material.upload_key)).toBe(false);
  },
);

/** Microsoft's compound file with a stream of that name. */
function compoundFile(stream: string): Uint8Array {
  const magic = Buffer.from("d0cf11e0a1b11ae1", "hex");
  return new Uint8Array(Buffer.concat([magic, Buffer.alloc(504), Buffer.from(stream, "utf16le")]));
}

import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeMaterialFiles, rereadMaterial } from "@smartcourse/contracts/content/tasks";
import { chunksKey } from "@smartcourse/core/content/chunk-archive";
import { removeMaterialFiles as removeMaterialFilesNow } from "@smartcourse/core/content/remove-material-files";
import { giveUpExtraction } from "@smartcourse/core/content/extract-material";
import { collection } from "@smartcourse/platform/mongo";
import { postgres } from "@smartcourse/platform/postgres";
import { objectExists, putObject } from "@smartcourse/platform/s3";
import { handler as deleteMaterial } from "../../../functions/content/delete-material.ts";
import { handler as extractMaterial } from "../../../functions/content/extract-material.ts";
import { handler as getMaterial } from "../../../functions/content/get-material.ts";
import { handler as removeFiles } from "../../../functions/content/remove-material-files.ts";
import { handler as reread } from "../../../functions/content/reread-material.ts";
import { handler as retryMaterial } from "../../../functions/content/retry-material.ts";
import { handler as updateMaterial } from "../../../functions/content/update-material.ts";
import {
  addFile,
  announce,
  makeCourse,
  makeModule,
  notification,
  readMaterial,
  upload,
} from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { queuedFor } from "../../support/queued-for.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";
import { materialRow, postForm, processedEvents } from "./fixtures.ts";

let platform: ScratchPlatform;
let ada: Person;
let eve: Person;
let course: number;

beforeAll(async () => {
  platform = await openScratchPlatform();
  [ada, eve] = [await registerAndLogin("instructor"), await registerAndLogin("instructor")];
  course = await makeCourse(ada);
});
afterAll(() => platform.close());

const at = (material: number, by: Person = ada) => ({
  params: { id: course, material_id: material },
  token: by.token,
});
const remove = async (id: number) => {
  const [message] = await queuedFor(removeMaterialFiles, `material:${id}`);
  if (message === undefined) throw new Error("Nothing was queued");
  return removeFiles(message);
};
const textKey = (content: string) =>
  chunksKey(createHash("sha256").update(content).digest("hex"), "text/markdown");

it("renames a material and moves it, for whoever has its latest state", async () => {
  const module = await makeModule(ada, course);
  const id = await addFile(ada, course, { content: "Bees dance." });
  const read = await call(getMaterial, at(id));
  const body = { title: "How bees dance", module_id: module };
  const moved = await call(updateMaterial, {
    ...at(id),
    body,
    headers: { "if-match": read.headers["etag"] ?? "" },
  });
  expect(moved).toMatchObject({
    status: 200,
    body: { title: "How bees dance", module_id: module, lesson_id: null },
  });
  const late = await call(updateMaterial, {
    ...at(id),
    body,
    headers: { "if-match": read.headers["etag"] ?? "" },
  });
  expect(late).toMatchObject({ status: 412, body: { code: "request.precondition_failed" } });
  const nowhere = await call(updateMaterial, { ...at(id), body: { title: "x", module_id: 999 } });
  expect(nowhere).toMatchObject({ status: 404, body: { code: "module.not_found" } });
  expect(await call(updateMaterial, { ...at(id, eve), body })).toMatchObject({ status: 404 });
});

it("announces once that a material has been processed, however often it is told of the file", async () => {
  const own = await makeCourse(ada);
  const file = { content: "# Honey\n\nHoney keeps for years and years." };
  const material = await announce(ada, own, file);
  await upload(material, file.content);
  const event = notification(material.upload_key, file.content.length);
  await Promise.all([extractMaterial(event), extractMaterial(event)]);
  await extractMaterial(event);
  expect(await processedEvents(own)).toEqual([
    {
      course_id: own,
      version: null,
      material_id: material.id,
      chunk_count: 1,
      processed_at: expect.any(String),
    },
  ]);
  expect(await readMaterial(ada, own, material.id)).toMatchObject({
    status: "ready",
    progress: 100,
    retry: null,
  });
});

it("deletes a material with its file, and its text where nothing else has that", async () => {
  const content = "Wax is made by young bees alone.";
  const [one, other] = [await addFile(ada, course, { content }), await addFile(ada, course, { content })];
  const { upload_key } = await materialRow(one);
  expect(await call(deleteMaterial, at(one, eve))).toMatchObject({ status: 404 });
  expect(await call(deleteMaterial, at(one))).toMatchObject({ status: 204 });
  expect(await call(getMaterial, at(one))).toMatchObject({
    status: 404,
    body: { code: "material.not_found" },
  });
  expect(await remove(one)).toEqual({ batchItemFailures: [] });
  expect(await objectExists(upload_key)).toBe(false);
  expect(await objectExists(textKey(content))).toBe(true);
  await call(deleteMaterial, at(other));
  await remove(other);
  expect(await objectExists(textKey(content))).toBe(false);
  // Delivered twice, as SQS may.
  expect(await remove(other)).toEqual({ batchItemFailures: [] });
});

it("leaves a text to the versions that have it, and to a publication that may be about to take it", async () => {
  const content = "Propolis keeps the hive clean.";
  const id = await addFile(ada, course, { content });
  const versions = collection<{ _id: string }>("course_versions");
  await versions.insertOne({
    _id: `${course}-v9`,
    course_id: course,
    version: 9,
    modules: [{ id: 1, title: "A", order: 1, lessons: [] }],
    materials: [{ chunks_key: textKey(content) }],
  } as { _id: string });
  await call(deleteMaterial, at(id));
  await postgres()
    .insertInto("workflows")
    .values({
      id: `publish-${course}-v10`,
      kind: "publish",
      owner_id: ada.id,
      subject: `course:${course}`,
      result: null,
      reason: null,
    })
    .execute();
  const files = {
    course_id: course,
    key: "none",
    prefix: "media/none/",
    chunks_key: textKey(content),
    multipart: null,
  };
  await expect(removeMaterialFilesNow(postgres(), files)).rejects.toThrow("publication");
  await postgres().deleteFrom("workflows").where("id", "=", `publish-${course}-v10`).execute();
  await remove(id);
  expect(await objectExists(textKey(content))).toBe(true);
  await versions.deleteOne({ _id: `${course}-v9` });
  await removeMaterialFilesNow(postgres(), files);
  expect(await objectExists(textKey(content))).toBe(false);
});

it("removes what is uploaded by the form of a material that was deleted", async () => {
  const material = await announce(ada, course, { content: "too late" });
  await call(deleteMaterial, at(material.id));
  await upload(material, "too late");
  await extractMaterial(notification(material.upload_key, 8));
  expect(await objectExists(material.upload_key)).toBe(false);
});

it("reads a file again that failed for a fault of ours, and takes another for one that was refused", async () => {
  const content = "Guard bees stand at the door.";
  const material = await announce(ada, course, { content });
  await upload(material, content);
  await giveUpExtraction(postgres(), material.id);
  expect(await readMaterial(ada, course, material.id)).toMatchObject({ status: "failed", retry: "rerun" });
  const again = await call(retryMaterial, { ...at(material.id), body: {} });
  expect(again).toMatchObject({ status: 200, body: { status: "processing", upload: null } });
  expect(await call(retryMaterial, at(material.id))).toMatchObject({
    status: 409,
    body: { code: "material.not_failed" },
  });
  const [message] = await queuedFor(rereadMaterial, `material:${material.id}`);
  if (message !== undefined) await reread(message);
  expect(await readMaterial(ada, course, material.id)).toMatchObject({ status: "ready", chunk_count: 1 });
});

it("takes a file of another size in place of one that was refused", async () => {
  const material = await announce(ada, course, { content: "no PDF", contentType: "application/pdf" });
  await upload(material, "no PDF");
  await extractMaterial(notification(material.upload_key, 6));
  expect(await readMaterial(ada, course, material.id)).toMatchObject({ status: "failed", retry: "upload" });
  const huge = await call(retryMaterial, { ...at(material.id), body: { size_bytes: 60 * 1024 * 1024 } });
  expect(huge).toMatchObject({ status: 422, body: { code: "material.too_large" } });
  const again = await call(retryMaterial, { ...at(material.id), body: { size_bytes: 9 } });
  expect(again).toMatchObject({
    status: 200,
    body: { status: "awaiting_upload", reason: null, size_bytes: 9 },
  });
  await postForm(again.body.upload, Buffer.from("still not"));
  await extractMaterial(notification(again.body.upload.fields.key, 9));
  expect(await readMaterial(ada, course, material.id)).toMatchObject({ status: "failed", retry: "upload" });
});

it("does not let an old try mark a new one", async () => {
  const material = await announce(ada, course, { content: "0123456789" });
  const { upload_key } = await materialRow(material.id);
  await call(retryMaterial, { ...at(material.id), body: { size_bytes: 4 } });
  await putObject(upload_key, "0123456789", "text/markdown");
  await extractMaterial(notification(upload_key, 10));
  const { status, run, reason } = await materialRow(material.id);
  expect({ status, run }).toEqual({ status: "failed", run: 2 });
  expect(reason).toContain("10 bytes, but 4 were announced");
});

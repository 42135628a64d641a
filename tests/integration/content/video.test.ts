import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { readChunks } from "@smartcourse/core/content/chunk-archive";
import { env } from "@smartcourse/platform/env";
import { postgres } from "@smartcourse/platform/postgres";
import { listKeys, objectExists } from "@smartcourse/platform/s3";
import { handler as completeUpload } from "../../../functions/content/complete-upload.ts";
import { handler as deleteMaterial } from "../../../functions/content/delete-material.ts";
import { handler as extractMaterial } from "../../../functions/content/extract-material.ts";
import { handler as retryMaterial } from "../../../functions/content/retry-material.ts";
import { handler as signParts } from "../../../functions/content/sign-parts.ts";
import { makeCourse, notification, readMaterial, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";
import { type TranscriptionService, startTranscriptionService } from "../../support/transcription-service.ts";
import { announceFile, materialRow, processedEvents, putParts, uploadVideo } from "./fixtures.ts";
import { makeFilm } from "./video-files.ts";

let platform: SagaPlatform;
let ada: Person;
let course: number;
let service: TranscriptionService;

beforeAll(async () => {
  platform = await openSagaPlatform();
  service = await startTranscriptionService([
    { start: 0.5, end: 2, text: " Bees dance to tell where the flowers are." },
    { start: 2, end: 3.5, text: " The queen lays <two thousand> eggs a day." },
  ]);
  ada = await registerAndLogin("instructor");
  course = await makeCourse(ada);
});
afterEach(() => {
  delete process.env["TRANSCRIPTION_MODEL"];
  process.env["OPENAI_BASE_URL"] = platform.model.baseUrl;
});
afterAll(async () => {
  await platform.close();
  await service.close();
});

const subtitles =
  "1\n00:00:00,500 --> 00:00:02,000\nBees live in hives.\n\n2\n00:00:02,500 --> 00:00:04,000\nThey make honey in summer.\n";
const at = (id: number) => ({ params: { id: course, material_id: id }, token: ada.token });
const ended = (id: number) =>
  eventually(
    () => readMaterial(ada, course, id),
    ({ status }) => status === "ready" || status === "failed",
  );
const kinds = (files: readonly { kind: string }[]) => files.map(({ kind }) => kind);

it("takes a film apart: its length, a poster, its sound, and its subtitles as passages with their seconds", async () => {
  const film = await makeFilm({ seconds: 5, subtitles });
  const { id, upload } = await uploadVideo(ada, course, film, "video/mp4");
  expect(upload).toMatchObject({ kind: "multipart", part_count: 1 });
  const { upload_key } = await materialRow(id);
  // S3 tells of it too, and twice.
  await extractMaterial(notification(upload_key, film.length));
  await extractMaterial(notification(upload_key, film.length));
  const complete = (etag: string) =>
    call(completeUpload, {
      ...at(id),
      body: { parts: [{ part_number: 1, etag }] },
      headers: { "idempotency-key": `film-${id}` },
    });
  const [first, repeated] = [await complete("a"), await complete("a")];
  expect(repeated).toMatchObject({ body: first.body, headers: { "idempotent-replayed": "true" } });
  expect((await complete("b")).body.code).toBe("idempotency.key_reused");
  const found = await ended(id);
  expect(found).toMatchObject({
    status: "ready",
    progress: 100,
    width: 320,
    height: 180,
    warnings: [],
    chunk_count: 1,
  });
  expect(found.duration_seconds).toBeCloseTo(5, 0);
  expect(kinds(found.files)).toEqual(["poster", "thumbnail", "thumbnail", "audio", "subtitles"]);
  const [poster, , , audio, vtt] = await Promise.all(
    found.files.map(({ url }: { url: string }) => fetch(url)),
  );
  expect(Buffer.from(await poster.arrayBuffer()).toString("latin1", 8, 12)).toBe("WEBP");
  expect(Buffer.from(await audio.arrayBuffer()).toString("latin1", 4, 8)).toBe("ftyp");
  expect(await vtt.text()).toContain("Bees live in hives.");
  const { chunks_key } = await materialRow(id);
  const { chunks } = await readChunks(chunks_key ?? "");
  expect(chunks).toMatchObject([{ start_seconds: 0.5, end_seconds: 4 }]);
  expect(chunks[0]?.text).toMatch(/Bees live in hives\.\s+They make honey in summer\./);
  const status = await workflowStatus(ada, `video-${id}-1`);
  expect(status.body).toMatchObject({ kind: "video", status: "completed" });
  expect((await processedEvents(course)).filter(({ material_id }) => material_id === id)).toHaveLength(1);
  const runs = await postgres()
    .selectFrom("workflows")
    .select("id")
    .where("subject", "=", `material:${id}`)
    .execute();
  expect(runs).toHaveLength(1);
});

it.each([
  ["video/webm", "webm", true, "no transcription service is configured"],
  ["video/quicktime", "mov", false, "no sound"],
] as const)("is ready without a transcript, and says why: %s", async (type, format, sound, why) => {
  const { id } = await uploadVideo(ada, course, await makeFilm({ seconds: 2, format, sound }), type);
  const found = await ended(id);
  expect(found).toMatchObject({ status: "ready", chunk_count: 0, warnings: [{ code: "no_transcript" }] });
  expect(found.warnings[0].message).toContain(why);
});

it("has what is said written down, part by part, where there is a service for it", async () => {
  Object.assign(process.env, { OPENAI_BASE_URL: service.baseUrl, TRANSCRIPTION_MODEL: "whisper-test" });
  // Busy once: it is asked again.
  service.failWith(503);
  const { id } = await uploadVideo(ada, course, await makeFilm({ seconds: 4 }), "video/mp4");
  const found = await ended(id);
  expect(found).toMatchObject({ status: "ready", warnings: [], chunk_count: 1 });
  expect(service.heard).toHaveLength(2);
  const { path, form, authorization } = service.heard[1] ?? {};
  expect([path, form?.get("model"), form?.get("response_format")]).toEqual([
    "/v1/audio/transcriptions",
    "whisper-test",
    "verbose_json",
  ]);
  expect(authorization).toBe(`Bearer ${env("OPENAI_API_KEY")}`);
  const file = form?.get("file");
  expect(file instanceof File && file.size > 1_000 && file.size < 25_000_000).toBe(true);
  const { chunks_key } = await materialRow(id);
  const [chunk] = (await readChunks(chunks_key ?? "")).chunks;
  expect(chunk).toMatchObject({ start_seconds: 0.5, end_seconds: 3.5 });
  expect(chunk?.text).toContain("lays <two thousand> eggs");
  // What only served to listen is gone.
  await eventually(async () => (await listKeys(`media/${course}/${id}/r1/parts/`)).length === 0);
});

it("fails, and can be tried again, where the service refuses for good", async () => {
  Object.assign(process.env, { OPENAI_BASE_URL: service.baseUrl, TRANSCRIPTION_MODEL: "whisper-test" });
  service.failWith(401);
  const { id } = await uploadVideo(ada, course, await makeFilm({ seconds: 2 }), "video/mp4");
  const failed = await ended(id);
  expect(failed).toMatchObject({ status: "failed", retry: "rerun" });
  expect(failed.reason).toContain("refused the sound (401)");
  await eventually(async () => (await listKeys(`media/${course}/${id}/`)).length === 0);
  const again = await call(retryMaterial, at(id));
  expect(again.body).toMatchObject({ status: "processing", upload: null });
  expect(await ended(id)).toMatchObject({ status: "ready", chunk_count: 1 });
});

it.each([
  ["noise", () => Promise.resolve(Buffer.alloc(40_000, 7)), /it is something else/],
  ["another container", () => makeFilm({ seconds: 1, format: "webm" }), /it is something else/],
  [
    "a film that is cut off before its index",
    async () => {
      const film = await makeFilm({ seconds: 3 });
      return film.subarray(0, film.length / 2);
    },
    /damaged, cut off, or has no picture/,
  ],
  [
    "a playlist that names a file of ours",
    () =>
      Promise.resolve(Buffer.from("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n".padEnd(200))),
    /it is something else/,
  ],
])("refuses %s, tells why, and removes it", async (_, make, reason) => {
  const { id } = await uploadVideo(ada, course, await make(), "video/mp4");
  const found = await ended(id);
  expect(found).toMatchObject({ status: "failed", retry: "upload" });
  expect(found.reason).toMatch(reason);
  const { upload_key } = await materialRow(id);
  await eventually(async () => !(await objectExists(upload_key)));
});

it("takes a large file in parts of a signed length, and gives up one whose parts are not all of it", async () => {
  const mebibyte = 1024 * 1024;
  const size_bytes = 17 * mebibyte;
  const { id, upload } = await announceFile(ada, course, { content_type: "video/mp4", size_bytes });
  expect(upload).toMatchObject({ part_size_bytes: 16 * mebibyte, part_count: 2 });
  const bytes = Buffer.alloc(size_bytes, 1);
  const [first, last] = upload.parts;
  const wrong = await fetch(last.url, { method: "PUT", body: new Uint8Array(2 * mebibyte) });
  expect(wrong.status).toBe(403);
  const sent = await putParts([first], bytes, upload.part_size_bytes);
  const complete = (parts: unknown) => call(completeUpload, { ...at(id), body: { parts } });
  expect(await complete(sent)).toMatchObject({ status: 422, body: { code: "material.parts_invalid" } });
  const fresh = await call(signParts, { ...at(id), body: { part_numbers: [2] } });
  expect(fresh.body.parts).toMatchObject([{ part_number: 2, size_bytes: mebibyte }]);
  expect(await call(signParts, { ...at(id), body: { part_numbers: [3] } })).toMatchObject({ status: 422 });
  const lied = [...sent, { part_number: 2, etag: '"00000000000000000000000000000000"' }];
  const refused = await complete(lied);
  expect(refused).toMatchObject({ status: 422 });
  const found = await readMaterial(ada, course, id);
  expect(found).toMatchObject({ status: "failed", retry: "upload" });
  expect(found.reason).toContain(`${16 * mebibyte} bytes together, but ${size_bytes} were announced`);
  expect(await complete(lied)).toMatchObject({ status: 409, body: { code: "material.not_awaited" } });
  const again = await call(retryMaterial, { ...at(id), body: {} });
  expect(again.body).toMatchObject({
    status: "awaiting_upload",
    upload: { kind: "multipart", part_count: 2 },
  });
});

it("stops working on a video that is deleted, and leaves nothing of it", async () => {
  const { id } = await uploadVideo(ada, course, await makeFilm({ seconds: 120 }), "video/mp4");
  await eventually(async () => (await readMaterial(ada, course, id)).progress > 0);
  expect(await call(deleteMaterial, at(id))).toMatchObject({ status: 204 });
  const workflow = await eventually(
    async () => (await workflowStatus(ada, `video-${id}-1`)).body,
    ({ status }) => status === "failed",
  );
  expect(workflow.reason).toContain("deleted");
  await eventually(async () => (await listKeys(`media/${course}/${id}/`)).length === 0);
});

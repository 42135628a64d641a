import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readChunks } from "@smartcourse/core/content/chunk-archive";
import { env } from "@smartcourse/platform/env";
import { closeMongo } from "@smartcourse/platform/mongo";
import { listKeys } from "@smartcourse/platform/s3";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { materialRow, processedEvents, uploadVideo } from "../integration/content/fixtures.ts";
import { makeFilm } from "../integration/content/video-files.ts";
import { makeCourse, readMaterial, workflowStatus } from "../support/authoring.ts";
import { type CommitGate, openCommitGate } from "../support/commit-gate.ts";
import { eventually } from "../support/eventually.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { type ProductProcess, startProcess } from "../support/product-process.ts";
import { type ScratchPlatform, openScratchPlatform } from "../support/scratch-platform.ts";
import { type TranscriptionService, startTranscriptionService } from "../support/transcription-service.ts";

let platform: ScratchPlatform;
let service: TranscriptionService;
let gate: CommitGate;
let relay: Relay;
let worker: ProductProcess;
let ada: Person;
let course: number;
/** The worker's own place for temporary files: what is left in it was left by the worker. */
let scratch: string;

const startWorker = () =>
  startProcess("worker", {
    DATABASE_URL: gate.url,
    OPENAI_BASE_URL: service.baseUrl,
    TRANSCRIPTION_MODEL: "whisper-test",
    TMPDIR: scratch,
  });
async function killAndStartAgain(): Promise<void> {
  await worker.end("SIGKILL");
  worker = await startWorker();
}

beforeAll(async () => {
  platform = await openScratchPlatform();
  [scratch, service, gate] = await Promise.all([
    mkdtemp(join(tmpdir(), "worker-")),
    startTranscriptionService([{ start: 1, end: 4, text: " The queen lays eggs." }]),
    openCommitGate(env("DATABASE_URL")),
  ]);
  [relay, worker, ada] = await Promise.all([
    startRelay(env("DATABASE_URL")),
    startWorker(),
    registerAndLogin("instructor"),
  ]);
  course = await makeCourse(ada);
});
afterAll(async () => {
  await worker.end("SIGTERM");
  await relay.stop();
  await Promise.all([service.close(), platform.close()]);
  gate.close();
  await closeMongo();
  await rm(scratch, { recursive: true, force: true });
});

const folders = () => readdir(scratch);
const partNames = () => service.heard.map(({ form }) => (form.get("file") as File).name);

/** Whatever happened on the way, this is what a film with sound comes to. */
async function expectReady(id: number): Promise<void> {
  const found = await eventually(
    () => readMaterial(ada, course, id),
    ({ status }) => status === "ready",
    110,
  );
  expect(found).toMatchObject({ progress: 100, warnings: [], reason: null });
  const { files, upload_key } = await materialRow(id);
  const kept = files.map(({ key }) => key).toSorted();
  const removed = async () => JSON.stringify((await listKeys(`media/${course}/${id}/`)).toSorted());
  await eventually(async () => (await removed()) === JSON.stringify(kept));
  expect(await listKeys(`uploads/${course}/${id}/`)).toEqual([upload_key]);
  await eventually(async () => (await workflowStatus(ada, `video-${id}-1`)).body.status === "completed");
  expect((await processedEvents(course)).filter(({ material_id }) => material_id === id)).toHaveLength(1);
  await eventually(async () => (await folders()).length === 0);
}

it("is ready in the end, in its parts of ten minutes, where the worker is killed over the sound and again over the words", async () => {
  const film = await makeFilm({ seconds: 640, rate: 1 });
  const { id } = await uploadVideo(ada, course, film, "video/mp4");
  await eventually(async () => (await folders()).length > 0);
  await killAndStartAgain();

  await eventually(() => service.heard.length === 1);
  service.hang(true);
  await eventually(() => service.heard.length === 2);
  expect(await readMaterial(ada, course, id)).toMatchObject({ status: "processing" });
  await worker.end("SIGKILL");
  service.hang(false);
  worker = await startWorker();
  await expectReady(id);
  // The part that was written down stays so; the one that it died over is sent again.
  expect(partNames()).toEqual(["part-0000.m4a", "part-0001.m4a", "part-0001.m4a"]);
  const { chunks } = await readChunks((await materialRow(id)).chunks_key ?? "");
  const [first, last] = [chunks[0], chunks.at(-1)];
  expect(first?.start_seconds).toBe(1);
  expect(last?.end_seconds).toBeCloseTo(604, 0);
});

it("is announced once where the worker is killed after it said that the film is ready, and before it tidied up", async () => {
  const held = gate.holdAt("behind", /content\.processed/);
  const { id } = await uploadVideo(ada, course, await makeFilm({ seconds: 3 }), "video/mp4");
  await held;
  expect(await listKeys(`media/${course}/${id}/r1/parts/`)).not.toEqual([]);
  await killAndStartAgain();
  await expectReady(id);
});

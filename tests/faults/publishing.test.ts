import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { env } from "@smartcourse/platform/env";
import { closeMongo } from "@smartcourse/platform/mongo";
import { postgres } from "@smartcourse/platform/postgres";
import { listKeys, putObject } from "@smartcourse/platform/s3";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { handler as deleteCourse } from "../../functions/courses/delete-course.ts";
import {
  addFile,
  makeCourse,
  makeModule,
  publish,
  publishToTheEnd,
  workflowStatus,
} from "../support/authoring.ts";
import { call } from "../support/call.ts";
import { eventually } from "../support/eventually.ts";
import { chunksKeysOf, leftOf, makeDraftAgain, nothing } from "../support/left-of-course.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { type ProductProcess, startProcess } from "../support/product-process.ts";
import { courseRow, pointsOf, tagsOf, versionsOf } from "../support/published.ts";
import { type ScratchPlatform, openScratchPlatform } from "../support/scratch-platform.ts";

let platform: ScratchPlatform;
let relay: Relay;
let worker: ProductProcess;
let ada: Person;

beforeAll(async () => {
  platform = await openScratchPlatform();
  [relay, worker, ada] = await Promise.all([
    startRelay(env("DATABASE_URL")),
    startProcess("worker"),
    registerAndLogin("instructor"),
  ]);
});
afterAll(async () => {
  await worker.end("SIGTERM");
  await relay.stop();
  await platform.close();
  await closeMongo();
});
beforeEach(() => platform.model.misbehave({}));

/** A course whose only material makes `sections` passages. */
async function readyCourse(title: string, sections: number): Promise<number> {
  const course = await makeCourse(ada, title);
  const moduleId = await makeModule(ada, course);
  const content = Array.from(
    { length: sections },
    (_, n) => `# ${title} ${n}\n\nSection ${n} says ${n * n}.`,
  );
  await addFile(ada, course, { content: content.join("\n\n"), moduleId });
  return course;
}

const status = async (id: string) => (await workflowStatus(ada, id)).body;
const completed = (id: string) =>
  eventually(async () => (await status(id)).status === "completed", Boolean, 110);

async function announcements(course: number): Promise<number> {
  const rows = await postgres()
    .selectFrom("outbox_archive")
    .select("id")
    .where("destination", "=", "course.events")
    .where("aggregate_key", "=", String(course))
    .execute();
  return rows.length;
}

/** Whatever happened on the way, this is what a publication comes to. */
async function expectPublished(course: number, version: number, passages: number): Promise<void> {
  expect(await courseRow(course)).toMatchObject({ status: "published", published_version: version });
  await eventually(async () => JSON.stringify(await tagsOf(course)) === `[[${version}]]`);
  const points = await pointsOf(course);
  const chunks = points.map(({ payload }) => Number(payload["chunk_index"])).toSorted((a, b) => a - b);
  expect(chunks).toEqual(Array.from({ length: passages }, (_, index) => index));
  await eventually(async () => (await announcements(course)) === version);
}

it("is published in the end where the worker is killed while it embeds, and started again", async () => {
  const course = await readyCourse("Killed while embedding", 40);
  platform.model.misbehave({ embeddings: "hang" });
  const { body } = await publish(ada, course);
  const before = platform.model.embeddingRequests();
  await eventually(() => platform.model.embeddingRequests() > before);
  expect(await status(body.workflow_id)).toMatchObject({ status: "running" });
  await worker.end("SIGKILL");
  platform.model.misbehave({});
  worker = await startProcess("worker");
  await completed(body.workflow_id);
  await expectPublished(course, 1, 40);
});

it("is published in the end where the worker is killed with half of the passages in the index", async () => {
  const course = await readyCourse("Killed while indexing", 640);
  const { body } = await publish(ada, course);
  const found = await eventually(
    async () => (await pointsOf(course)).length,
    (count) => count > 0,
  );
  await worker.end("SIGKILL");
  expect(found).toBeLessThanOrEqual(640);
  worker = await startProcess("worker");
  await completed(body.workflow_id);
  await expectPublished(course, 1, 640);
});

it("goes back to a draft where the embedding provider fails, with no vector left and the reason in its status", async () => {
  const course = await readyCourse("Provider fails", 100);
  // One that the client does not try again by itself, as it would a 500: the saga's own attempts are meant.
  platform.model.misbehave({ embeddings: "fail", status: 409 });
  const ended = await publishToTheEnd(ada, course, 110);
  expect(ended).toMatchObject({ status: "failed", result: null });
  expect(ended.reason).toMatch(/^The embedding provider did not answer: 409 /);
  expect(await courseRow(course)).toMatchObject({
    status: "draft",
    published_version: null,
    published_at: null,
  });
  expect(await pointsOf(course)).toEqual([]);
  expect(await versionsOf(course)).toEqual({ rows: [], documents: [] });
  expect(await announcements(course)).toBe(0);

  platform.model.misbehave({});
  expect(await publishToTheEnd(ada, course)).toMatchObject({ status: "completed", result: { version: 2 } });
  expect(await courseRow(course)).toMatchObject({ status: "published", published_version: 2 });
});

it("keeps the published version live where the next one fails, and says at once what only a setting can mend", async () => {
  const course = await readyCourse("Second fails", 30);
  await publishToTheEnd(ada, course);
  const before = await pointsOf(course);
  await addFile(ada, course, { content: "# More\n\nOf what was not there before." });
  platform.model.misbehave({ embeddings: "fail", status: 401 });
  const ended = await publishToTheEnd(ada, course);
  expect(ended.reason).toBe("The embedding provider did not answer: it refuses our key (401).");
  expect(await courseRow(course)).toMatchObject({ status: "published", published_version: 1 });
  expect(await pointsOf(course)).toEqual(before);
  expect(await versionsOf(course)).toEqual({ rows: [1], documents: [1] });
  expect(await announcements(course)).toBe(1);
});

it("removes a deleted course to the last object where the worker is killed in the middle, and started again", async () => {
  const course = await readyCourse("Killed while deleting", 10);
  expect(await publishToTheEnd(ada, course)).toMatchObject({ status: "completed" });
  const files = 160;
  for (let from = 0; from < files; from += 40) {
    const numbers = Array.from({ length: 40 }, (_, n) => from + n);
    await Promise.all(numbers.map((n) => putObject(`uploads/${course}/7/${n}`, "x", "text/plain")));
  }
  await makeDraftAgain(course);
  const keys = await chunksKeysOf(course);
  const before = (await leftOf(course, keys)).files;
  expect(before).toBeGreaterThan(files);

  const { body } = await call(deleteCourse, { params: { id: course }, token: ada.token });
  await eventually(async () => (await listKeys(`uploads/${course}/`)).length < files);
  await worker.end("SIGKILL");
  const middle = await leftOf(course, keys);
  expect(middle.files).toBeGreaterThan(0);
  expect(middle.files).toBeLessThan(before);
  worker = await startProcess("worker");
  await completed(body.workflow_id);
  expect(await leftOf(course, keys)).toEqual(nothing);
});

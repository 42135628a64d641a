import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeFiles } from "@smartcourse/core/content/remove-course-content";
import { putStream } from "@smartcourse/platform/object-streams";
import { postgres } from "@smartcourse/platform/postgres";
import { getObject, listKeys, objectExists, removeBelow } from "@smartcourse/platform/s3";
import { handler as addMaterial } from "../../../functions/content/add-material.ts";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as exportCourse } from "../../../functions/transfer/export-course.ts";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { handler as getCourseExport } from "../../../functions/transfer/get-export.ts";
import { handler as receiveImport } from "../../../functions/transfer/receive-import.ts";
import { unzip } from "../../../local/downloads/unzip.ts";
import { announce, makeCourse, notification } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";
import {
  contentOf,
  exportToTheEnd,
  importToTheEnd,
  materialRows,
  readArrived,
  readImport,
  sendArchive,
} from "./fixtures.ts";

let platform: SagaPlatform;
let ada: Person;
let bob: Person;
let course: number;
let required: number;

const described = {
  title: "Keeping bees",
  description: "From the first swarm to the first honey.\n\n日本語 ✓",
  difficulty: "beginner",
  tags: ["bees", "honey"],
  total_duration_hours: 12.5,
  thumbnail_url: "https://example.org/bee.png",
  capacity: 30,
  enrollment_opens_at: "2026-01-01T00:00:00.000Z",
  enrollment_closes_at: "2026-12-31T00:00:00.000Z",
  waitlist_offer_hours: 48,
  completion_rule: { kind: "percentage", threshold: 80 },
};
const notes = "# Frames\n\nA frame holds the comb.\n";
/** More than one part of an upload has. */
const film = randomBytes(20 * 1024 * 1024);

beforeAll(async () => {
  platform = await openSagaPlatform();
  [ada, bob] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("instructor")]);
  required = await makeCourse(ada, "Biology");
  course = await makeFullCourse();
});
afterAll(() => platform.close());

async function makeFullCourse(): Promise<number> {
  const { body } = await call(createCourse, {
    body: { ...described, prerequisites: [required] },
    token: ada.token,
  });
  const id: number = body.id;
  const due_at = "2026-05-04T12:00:00.000Z";
  const lesson = { content_url: "https://example.org/frames", duration_minutes: 7.5, due_at };
  const lessons = [
    { ...lesson, title: "Frames", type: "reading" },
    { title: "Test", type: "quiz" },
  ];
  await call(addModule, { params: { id }, body: { title: "Winter" }, token: ada.token });
  const module = await call(addModule, {
    params: { id },
    body: { title: "The hive", description: "Where they live.", lessons, position: 0 },
    token: ada.token,
  });
  const place = { module_id: module.body.id, lesson_id: module.body.lessons[0].id };
  await addReady(
    id,
    { title: "Notes", filename: "notes: of “bees”.md", type: "text/markdown", ...place },
    notes,
  );
  await addReady(
    id,
    { title: "Film", filename: "film.mp4", type: "video/mp4", module_id: module.body.id },
    film,
  );
  const picture = await addReady(id, { title: "Bee", filename: "bee.png", type: "image/png" }, "a picture");
  await postgres()
    .insertInto("course_thumbnails")
    .values({ course_id: id, material_id: picture })
    .onConflict((conflict) => conflict.column("course_id").doUpdateSet({ material_id: picture }))
    .execute();
  await announce(ada, id, { content: "not there yet", title: "Awaited" });
  return id;
}

interface ReadyFile {
  readonly title: string;
  readonly filename: string;
  readonly type: string;
  readonly module_id?: number;
  readonly lesson_id?: number;
}

/** A material whose file lies there, as if it had been processed. */
async function addReady(courseId: number, { type, ...file }: ReadyFile, content: string | Uint8Array) {
  const bytes = Buffer.from(content);
  const { body } = await call(addMaterial, {
    params: { id: courseId },
    body: { ...file, content_type: type, size_bytes: bytes.length },
    token: ada.token,
  });
  const { upload_key } = await postgres()
    .updateTable("materials")
    .set({ status: "ready", progress: 100 })
    .where("id", "=", body.id)
    .returning("upload_key")
    .executeTakeFirstOrThrow();
  await putStream(upload_key, Readable.from([bytes]), type);
  return Number(body.id);
}

it("moves a course: what is imported equals what was exported, but for ids and what is another's", async () => {
  const { told, bytes } = await exportToTheEnd(ada, course);
  expect(told).toMatchObject({
    workflow_id: `export-${course}-1`,
    size_bytes: bytes.length,
    materials: 3,
    left_out: [{ subject: "Awaited", reason: expect.stringContaining("awaiting_upload") }],
  });
  expect(told.url).toContain("keeping-bees.zip");

  const imported = await importToTheEnd(bob, bytes);
  expect(imported).toMatchObject({
    status: "completed",
    errors: [],
    left_out: [{ subject: "course.prerequisites.0", reason: expect.stringContaining("Biology") }],
  });
  const id: number = imported.course_id;
  const copy = (await call(getCourse, { params: { id }, token: bob.token })).body;
  expect(copy).toMatchObject({ ...described, status: "draft", instructor_id: bob.id, prerequisites: [] });
  expect((await call(getCourse, { params: { id }, token: ada.token })).body.code).toBe("course.not_found");

  const original = await contentOf(ada, course);
  expect(await contentOf(bob, id)).toEqual({
    modules: original.modules,
    materials: original.materials.filter(({ title }: { title: string }) => title !== "Awaited"),
  });
  const rows = await materialRows(id);
  const files = await Promise.all(
    rows.map(async ({ upload_key }) => Buffer.from(await getObject(upload_key))),
  );
  expect(files.map((file) => sha256(file))).toEqual([notes, film, "a picture"].map(sha256));
  const chosen = await postgres()
    .selectFrom("course_thumbnails")
    .select("material_id")
    .where("course_id", "=", id)
    .executeTakeFirstOrThrow();
  expect(chosen.material_id).toBe(rows[2]?.id);

  await readArrived(id);
  const [text] = await materialRows(id);
  expect(text).toMatchObject({ status: "ready", sha256: sha256(notes), chunk_count: 1 });
  expect(await objectExists(`imports/${imported.id}/course.zip`)).toBe(false);

  const mine = await importToTheEnd(ada, bytes, { title: "Bees again" });
  const again = (await call(getCourse, { params: { id: mine.course_id }, token: ada.token })).body;
  expect(again).toMatchObject({ title: "Bees again", prerequisites: [required] });
});

it("writes the same archive of the same course, which tells what it holds", async () => {
  const [one, other] = [await exportToTheEnd(ada, course), await exportToTheEnd(ada, course)];
  expect(sha256(one.bytes)).toBe(sha256(other.bytes));
  const folder = await mkdtemp(join(tmpdir(), "smartcourse-archive-"));
  try {
    const file = join(folder, "course.zip");
    await writeFile(file, one.bytes);
    await unzip(file, join(folder, "course"), (path) => path);
    expect((await readdir(join(folder, "course", "materials"))).toSorted()).toEqual([
      "001-notes- of “bees”.md",
      "002-film.mp4",
      "003-bee.png",
    ]);
    const manifest = JSON.parse(await readFile(join(folder, "course", "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ format: "smartcourse.course", schema_version: 1, course: described });
    expect(manifest.materials[1].sha256).toBe(sha256(film));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it("lets its owner export a course, and nobody else; one export at a time", async () => {
  const own = await makeCourse(ada, "Ants");
  const ask = (who: Person) => call(exportCourse, { params: { id: own }, token: who.token });
  const read = (who: Person) => call(getCourseExport, { params: { id: own }, token: who.token });
  expect((await read(ada)).body.code).toBe("course.no_export");
  expect((await ask(bob)).body.code).toBe("course.not_found");
  expect((await read(bob)).body.code).toBe("course.not_found");
  const [first, second] = await Promise.all([ask(ada), ask(ada)]);
  expect(second.body).toEqual(first.body);
  const { told } = await exportToTheEnd(ada, own);
  expect(told).toMatchObject({ materials: 0, left_out: [] });
  await removeBelow(`exports/${own}/`);
  expect((await read(ada)).body.code).toBe("course.no_export");
});

it("removes a deleted course's archives with its files", async () => {
  const own = await makeCourse(ada, "Gone");
  await exportToTheEnd(ada, own);
  expect(await listKeys(`exports/${own}/`)).toHaveLength(1);
  await removeFiles(own, () => undefined);
  expect(await listKeys(`exports/${own}/`)).toEqual([]);
});

it("shows an import to whoever announced it, and removes what comes after its end", async () => {
  const { bytes } = await exportToTheEnd(ada, await makeCourse(ada, "Small"));
  const { id, key } = await sendArchive(bob, bytes);
  expect((await readImport(bob, id)).body).toMatchObject({ status: "awaiting_upload", course_id: null });
  expect((await readImport(ada, id)).body.code).toBe("import.not_found");
  const other = await importToTheEnd(bob, bytes);
  const late = `imports/${other.id}/course.zip`;
  await putStream(late, Readable.from([Buffer.from(bytes)]), "application/zip");
  expect(await receiveImport(notification(late, bytes.length))).toEqual({ batchItemFailures: [] });
  expect(await objectExists(late)).toBe(false);
  expect(await receiveImport(notification("imports/999999999/x.zip", 1))).toEqual({ batchItemFailures: [] });
  expect(await objectExists(key)).toBe(true);
});

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

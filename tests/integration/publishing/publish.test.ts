import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "@smartcourse/platform/env";
import { closeMongo, collection } from "@smartcourse/platform/mongo";
import { type Db, postgres } from "@smartcourse/platform/postgres";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { temporal } from "@smartcourse/platform/temporal";
import { handler as extractMaterial } from "../../../functions/content/extract-material.ts";
import { handler as updateModule } from "../../../functions/courses/update-module.ts";
import { writePdf } from "../../../local/journey/write-pdf.ts";
import { type RunningWorker, startWorker } from "../../../temporal-worker/start-worker.ts";
import {
  addFile,
  announce,
  makeCourse,
  makeModule,
  notification,
  publish,
  publishToTheEnd,
  upload,
  workflowStatus,
} from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { courseRow, pointsOf, tagsOf, versionsOf } from "../../support/published.ts";
import {
  type ScratchPlatform,
  openOwnPostgres,
  openScratchPlatform,
} from "../../support/scratch-platform.ts";

let platform: ScratchPlatform;
let db: Db;
let worker: RunningWorker;
let relay: Relay;
let ada: Person;
let eve: Person;
let admin: Person;

beforeAll(async () => {
  platform = await openScratchPlatform();
  db = openOwnPostgres();
  [worker, relay] = await Promise.all([startWorker({ db }), startRelay(env("DATABASE_URL"))]);
  [ada, eve, admin] = await Promise.all([
    registerAndLogin("instructor"),
    registerAndLogin("instructor"),
    registerAndLogin("admin"),
  ]);
});
afterAll(async () => {
  await relay.stop();
  await worker.stop();
  await db.destroy();
  await platform.close();
  await closeMongo();
});

const notes = (subject: string) =>
  `# ${subject}\n\n${`What is said of ${subject} fills a line or two. `.repeat(60)}\n\n## Care\n\nCare for ${subject} daily.`;

/** A course with a module and notes in it. */
async function readyCourse(title: string) {
  const course = await makeCourse(ada, title);
  const moduleId = await makeModule(ada, course, "The hive");
  const material = await addFile(ada, course, { title: "Notes", content: notes(title), moduleId });
  return { course, moduleId, material };
}

it("publishes a course: version, index, announcement and status, in the trace of the request", async () => {
  const course = await makeCourse(ada, "Bees");
  const moduleId = await makeModule(ada, course, "Swarms");
  const pdf = writePdf([
    { heading: "Swarming", paragraphs: ["A swarm leaves the hive with its old queen in May."] },
    { heading: "Wintering", paragraphs: ["Bees cluster below ten degrees and live on honey."] },
  ]);
  const material = await addFile(ada, course, { content: pdf, contentType: "application/pdf", moduleId });
  const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const started = await publish(ada, course, { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
  expect(started.status).toBe(202);
  expect(started.body).toEqual({ workflow_id: `publish-${course}-v1`, status: "started", version: 1 });

  const ended = await eventually(
    async () => (await workflowStatus(ada, started.body.workflow_id)).body,
    ({ status }) => status === "completed" || status === "failed",
  );
  expect(ended).toMatchObject({
    kind: "publish",
    status: "completed",
    reason: null,
    result: { course_id: course, version: 1, materials: 1, chunks: 2 },
  });
  expect(await courseRow(course)).toMatchObject({ status: "published", published_version: 1 });
  expect(await versionsOf(course)).toEqual({ rows: [1], documents: [1] });

  const points = await pointsOf(course);
  const winter = points.find(({ payload }) => payload["page"] === 2);
  expect(points).toHaveLength(2);
  expect(winter?.payload).toMatchObject({
    course_id: course,
    versions: [1],
    module_id: moduleId,
    lesson_id: null,
    material_id: material,
    heading: "Wintering",
  });
  expect(winter?.payload["text"]).toContain("live on honey");

  const announced = await eventually(
    async () => {
      const rows = await db
        .selectFrom("outbox_archive")
        .select("message")
        .where("destination", "=", "course.events")
        .where("aggregate_key", "=", String(course))
        .execute();
      return rows.map(({ message }) => message);
    },
    (rows) => rows.length > 0,
  );
  expect(announced).toHaveLength(1);
  expect(announced[0]).toMatchObject({
    type: "course.published",
    data: {
      course_id: course,
      instructor_id: ada.id,
      title: "Bees",
      version: 1,
      modules: [{ id: moduleId }],
    },
  });
  expect(JSON.stringify(announced[0])).toContain(`00-${trace}-`);
});

it("answers with the publication that runs, and is the owner's and admins' alone", async () => {
  const { course } = await readyCourse("Wasps");
  platform.model.misbehave({ embeddings: "hang" });
  const first = await publish(ada, course);
  const second = await publish(ada, course);
  const third = await publish(admin, course);
  expect([first.status, second.status, third.status]).toEqual([202, 202, 202]);
  expect(second.body).toEqual(first.body);
  expect(third.body).toEqual(first.body);
  expect((await publish(eve, course)).body.code).toBe("course.not_found");
  const id = first.body.workflow_id;
  expect((await workflowStatus(eve, id)).body.code).toBe("workflow.not_found");
  expect((await workflowStatus(admin, id)).status).toBe(200);
  await eventually(async () => (await workflowStatus(ada, id)).body.status === "running");
  platform.model.misbehave({});
  await eventually(async () => (await workflowStatus(ada, id)).body.status === "completed", Boolean, 150);
  expect((await publish(ada, course)).body).toMatchObject({ version: 2 });
  await eventually(async () => (await courseRow(course)).published_version === 2);
});

it("names every reason why a course cannot be published, and starts nothing", async () => {
  const empty = await makeCourse(ada);
  const none = await publish(ada, empty);
  expect(none.status).toBe(422);
  expect(none.body).toMatchObject({
    code: "course.not_publishable",
    errors: [{ field: "modules", code: "course.no_module" }],
  });

  const course = await makeCourse(ada);
  const moduleId = await makeModule(ada, course);
  const missing = await announce(ada, course, { title: "Later", content: "later", moduleId });
  const bad = await addFile(ada, course, { title: "Odd", content: "no pdf", contentType: "application/pdf" });
  const refused = await publish(ada, course);
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([
    expect.objectContaining({ field: `materials.${missing.id}`, code: "material.awaiting_upload" }),
    expect.objectContaining({ field: `materials.${bad}`, code: "material.failed" }),
  ]);
  expect(refused.body.errors[1].message).toContain("uploaded as a PDF");
  const started = await db
    .selectFrom("workflows")
    .select("id")
    .where("subject", "in", [`course:${empty}`, `course:${course}`])
    .execute();
  expect(started).toEqual([]);
  expect((await courseRow(course)).last_version).toBe(0);

  await db.updateTable("courses").set({ status: "archived" }).where("id", "=", course).execute();
  expect((await publish(ada, course)).body.code).toBe("course.archived");
});

it("embeds nothing again for a version with the same content, and leaves the one before to nobody", async () => {
  const { course } = await readyCourse("Hornets");
  expect((await publishToTheEnd(ada, course)).status).toBe("completed");
  const before = await pointsOf(course);
  const requests = platform.model.embeddingRequests();
  expect((await publishToTheEnd(ada, course)).status).toBe("completed");
  expect(platform.model.embeddingRequests()).toBe(requests);
  await eventually(async () => JSON.stringify(await tagsOf(course)) === "[[2]]");
  expect((await pointsOf(course)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

it("keeps the version that a student is pinned to", async () => {
  const { course } = await readyCourse("Ants");
  await publishToTheEnd(ada, course);
  const student = await registerAndLogin("student");
  await db
    .insertInto("enrollments")
    .values({
      student_id: student.id,
      course_id: course,
      version: 1,
      confirmed_at: null,
      completed_at: null,
      dropped_at: null,
    })
    .execute();
  const extra = await addFile(ada, course, { title: "More", content: notes("Leafcutters") });
  await publishToTheEnd(ada, course);
  await publishToTheEnd(ada, course);
  await eventually(async () => JSON.stringify(await tagsOf(course)) === "[[1,3],[3]]");
  const added = (await pointsOf(course)).filter(({ payload }) => payload["material_id"] === extra);
  expect(added.every(({ payload }) => JSON.stringify(payload["versions"]) === "[3]")).toBe(true);
  expect(await versionsOf(course)).toEqual({ rows: [1, 2, 3], documents: [1, 2, 3] });

  await db.updateTable("enrollments").set({ status: "dropped" }).where("course_id", "=", course).execute();
  await publishToTheEnd(ada, course);
  await eventually(async () => JSON.stringify(await tagsOf(course)) === "[[4]]");
});

it("embeds anew under a changed title, and removes what was under the old one", async () => {
  const { course, moduleId } = await readyCourse("Moths");
  await publishToTheEnd(ada, course);
  const before = (await pointsOf(course)).map(({ id }) => id);
  const renamed = await call(updateModule, {
    method: "PUT",
    params: { id: course, module_id: moduleId },
    body: { title: "The cocoon" },
    token: ada.token,
  });
  expect(renamed.status).toBe(200);
  await publishToTheEnd(ada, course);
  await eventually(async () => JSON.stringify(await tagsOf(course)) === "[[2]]");
  const after = (await pointsOf(course)).map(({ id }) => id);
  expect(after).toHaveLength(before.length);
  expect(after.filter((id) => before.includes(id))).toEqual([]);
});

it("waits for a file that is still being read", async () => {
  const course = await makeCourse(ada, "Flies");
  await makeModule(ada, course);
  const content = notes("Flies");
  const material = await announce(ada, course, { content });
  await upload(material, content);
  await db.updateTable("materials").set({ status: "processing" }).where("id", "=", material.id).execute();
  const { body } = await publish(ada, course);
  await eventually(async () => (await workflowStatus(ada, body.workflow_id)).body.status === "running");
  expect((await courseRow(course)).status).toBe("draft");
  await extractMaterial(notification(material.upload_key, Buffer.byteLength(content)));
  await eventually(async () => (await workflowStatus(ada, body.workflow_id)).body.status === "completed");
  expect(await tagsOf(course)).toEqual([[1]]);
});

it("reads a file itself whose notification got lost", async () => {
  const course = await makeCourse(ada, "Fleas");
  await makeModule(ada, course);
  const content = notes("Fleas");
  const material = await announce(ada, course, { content });
  await upload(material, content);
  const long = new Date(Date.now() - 3_600_000);
  await db
    .updateTable("materials")
    .set({ status: "processing", updated_at: long })
    .where("id", "=", material.id)
    .execute();
  expect(await publishToTheEnd(ada, course)).toMatchObject({ status: "completed", result: { materials: 1 } });
  expect(await tagsOf(course)).toEqual([[1]]);
});

it("fails with the reason where a file turns out to be unreadable while it waits, and takes all back", async () => {
  const course = await makeCourse(ada, "Gnats");
  await makeModule(ada, course);
  const material = await announce(ada, course, {
    title: "Scan",
    content: "no pdf",
    contentType: "application/pdf",
  });
  await upload(material, "no pdf");
  await db.updateTable("materials").set({ status: "processing" }).where("id", "=", material.id).execute();
  const { body } = await publish(ada, course);
  await extractMaterial(notification(material.upload_key, 6));
  const ended = await eventually(
    async () => (await workflowStatus(ada, body.workflow_id)).body,
    ({ status }) => status === "failed",
  );
  expect(ended.reason).toContain('"Scan" cannot be used');
  expect(await courseRow(course)).toMatchObject({ status: "draft", published_version: null });
  expect(await versionsOf(course)).toEqual({ rows: [], documents: [] });
});

it("gives up where the course is archived meanwhile, and leaves nothing of the version", async () => {
  const { course } = await readyCourse("Mites");
  platform.model.misbehave({ embeddings: "hang" });
  const { body } = await publish(ada, course);
  await eventually(async () => (await versionsOf(course)).rows.length === 1);
  await db.updateTable("courses").set({ status: "archived" }).where("id", "=", course).execute();
  platform.model.misbehave({});
  const ended = await eventually(
    async () => (await workflowStatus(ada, body.workflow_id)).body,
    ({ status }) => status === "failed",
    150,
  );
  expect(ended.reason).toBe("The course was archived meanwhile");
  expect(await pointsOf(course)).toEqual([]);
  expect(await versionsOf(course)).toEqual({ rows: [], documents: [] });
});

it("tells of a workflow that an operator stopped, and lets the course be published again", async () => {
  const { course } = await readyCourse("Ticks");
  platform.model.misbehave({ embeddings: "hang" });
  const { body } = await publish(ada, course);
  await eventually(async () => (await workflowStatus(ada, body.workflow_id)).body.status === "running");
  await temporal().workflow.getHandle(body.workflow_id).terminate("by the test");
  const ended = await eventually(
    async () => (await workflowStatus(ada, body.workflow_id)).body,
    ({ status }) => status === "failed",
  );
  expect(ended.reason).toContain("stopped by an operator");
  platform.model.misbehave({});
  expect(await publishToTheEnd(ada, course, 150)).toMatchObject({
    status: "completed",
    result: { version: 2 },
  });
  await eventually(async () => JSON.stringify(await tagsOf(course)) === "[[2]]");
});

it("counts a start as pending until the engine has it, and never as unknown", async () => {
  await relay.stop();
  const { course } = await readyCourse("Lice");
  const { body } = await publish(ada, course, { "idempotency-key": randomUUID() });
  const before = await workflowStatus(ada, body.workflow_id);
  relay = await startRelay(env("DATABASE_URL"));
  expect(before.body).toMatchObject({ status: "pending" });
  await eventually(async () => (await workflowStatus(ada, body.workflow_id)).body.status === "completed");
});

it("freezes a version: a later edit of the draft does not show in it", async () => {
  const { course } = await readyCourse("Beetles");
  await publishToTheEnd(ada, course);
  await makeModule(ada, course, "Added later");
  const frozen = await collection<{ modules: { title: string }[] }>("course_versions").findOne({
    course_id: course,
  });
  expect(frozen?.modules.map(({ title }) => title)).toEqual(["The hive"]);
  const { module_ids } = await postgres()
    .selectFrom("course_versions")
    .select("module_ids")
    .where("course_id", "=", course)
    .executeTakeFirstOrThrow();
  expect(module_ids).toHaveLength(1);
});

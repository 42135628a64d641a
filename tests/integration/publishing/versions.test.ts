import { afterAll, beforeAll, expect, it } from "vitest";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { ask, askStream } from "@smartcourse/contracts/assistant/routes";
import { collectionName, qdrant } from "@smartcourse/platform/qdrant";
import { temporal } from "@smartcourse/platform/temporal";
import { handler as deleteModule } from "../../../functions/courses/delete-module.ts";
import { handler as getCourseContent } from "../../../functions/courses/get-course-content.ts";
import { handler as reindexCourse } from "../../../functions/courses/reindex-course.ts";
import { handler as completeEnrollment } from "../../../functions/enrollments/complete-enrollment.ts";
import { handler as dropEnrollment } from "../../../functions/enrollments/drop-enrollment.ts";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import { handler as getEnrollment } from "../../../functions/enrollments/get-enrollment.ts";
import { handler as getProgress } from "../../../functions/enrollments/get-progress.ts";
import { handler as moveEnrollment } from "../../../functions/enrollments/move-enrollment.ts";
import { handler as updateProgress } from "../../../functions/enrollments/update-progress.ts";
import { addFile, makeCourse, makeModule, publishToTheEnd, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { pointsOf, tagsOf, versionsOf } from "../../support/published.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";

/** Of what workflows wait for. */
const timeFactor = 0.025;
let platform: SagaPlatform;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  platform = await openSagaPlatform(timeFactor);
  [ada, eve] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("instructor")]);
});
afterAll(() => platform.close());

const sections = (name: string, count: number, change: Record<number, string> = {}) =>
  Array.from(
    { length: count },
    (_, n) => `# ${name} ${n}\n\n${change[n] ?? `Section ${n} of ${name} says ${n * n + 7}.`}`,
  ).join("\n\n");

/** A published course of two modules, and a student in it. */
async function readCourse(title: string) {
  const course = await makeCourse(ada, title);
  const first = await makeModule(ada, course, "First");
  const second = await makeModule(ada, course, "Second");
  await addFile(ada, course, { content: sections(title, 3), moduleId: first });
  expect(await publishToTheEnd(ada, course)).toMatchObject({ status: "completed" });
  return { course, first, second };
}

async function enrol(course: number): Promise<{ student: Person; id: number }> {
  const student = await registerAndLogin("student");
  const { body } = await call(enrollStudent, { body: { course_id: course }, token: student.token });
  return { student, id: body.id };
}

const enrolment = async ({ student, id }: { student: Person; id: number }) =>
  (await call(getEnrollment, { params: { id }, token: student.token })).body;
const move = ({ student, id }: { student: Person; id: number }) =>
  call(moveEnrollment, { params: { id }, token: student.token });
const report = ({ student, id }: { student: Person; id: number }, modules: number[]) =>
  call(updateProgress, { params: { id }, token: student.token, body: { completed_modules: modules } });

async function modulesRead(person: Person, course: number) {
  const { body } = await call(getCourseContent, { params: { id: course }, token: person.token });
  return { version: body.version, titles: body.modules.map(({ title }: { title: string }) => title) };
}

async function progressEvents(id: number): Promise<CloudEvent[]> {
  const read = (table: "outbox" | "outbox_archive") =>
    platform.db
      .selectFrom(table)
      .select(["id", "message"])
      .where("kind", "=", "event")
      .where("aggregate_key", "=", String(id))
      .execute();
  const rows = [...(await read("outbox_archive")), ...(await read("outbox"))].toSorted((a, b) => a.id - b.id);
  return rows.map(({ message }) => message as CloudEvent).filter(({ type }) => type === "progress.updated");
}

/** Passages that were embedded so far: beside them, whatever else follows a publication may embed. */
const embedded = () =>
  platform.model.embedded().filter((text) => /Section \d|Anew|anew|A word before/.test(text)).length;

const tagsBecome = (course: number, tags: number[][]) =>
  eventually(
    () => tagsOf(course),
    (found) => JSON.stringify(found) === JSON.stringify(tags),
  );

it("lets a student read the version she began on until she moves, and takes along what she has done", async () => {
  const { course, first, second } = await readCourse("Bees");
  const reader = await enrol(course);
  await report(reader, [first, second]);
  expect(await enrolment(reader)).toMatchObject({ version: 1, newer_version: null, progress: 100 });

  await call(deleteModule, { params: { id: course, module_id: second }, token: ada.token });
  await makeModule(ada, course, "Third");
  await makeModule(ada, course, "Fourth");
  await publishToTheEnd(ada, course);
  const latecomer = await enrol(course);
  expect(await enrolment(reader)).toMatchObject({ version: 1, newer_version: 2, progress: 100 });
  expect(await enrolment(latecomer)).toMatchObject({ version: 2, newer_version: null });
  expect(await modulesRead(reader.student, course)).toEqual({ version: 1, titles: ["First", "Second"] });
  expect(await tagsOf(course)).toEqual([[1, 2]]);

  const replies = await Promise.all([move(reader), move(reader), move(reader)]);
  for (const { status, body } of replies) {
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 2, newer_version: null, progress: 33.33, status: "active" });
  }
  expect(await modulesRead(reader.student, course)).toEqual({
    version: 2,
    titles: ["First", "Third", "Fourth"],
  });
  const { body } = await call(getProgress, { params: { id: reader.id }, token: reader.student.token });
  expect(body).toMatchObject({ completed_modules: [first], completion_percentage: 33.33 });
  const events = await progressEvents(reader.id);
  expect(events.map(({ data }) => [data["module_id"], data["completion_percentage"]])).toEqual([
    [first, 50],
    [second, 100],
    [null, 33.33],
  ]);
  expect(new Set(events.map(({ aggregateversion }) => aggregateversion)).size).toBe(3);
  await tagsBecome(course, [[2]]);
});

it("tells of a move also where it changes no percentage, and refuses one that nobody may make", async () => {
  const { course, first, second } = await readCourse("Wasps");
  const [idle, done, gone] = [await enrol(course), await enrol(course), await enrol(course)];
  await report(done, [first, second]);
  await call(completeEnrollment, { params: { id: done.id }, token: done.student.token });
  await call(dropEnrollment, { params: { id: gone.id }, token: gone.student.token });
  await makeModule(ada, course, "Third");
  await publishToTheEnd(ada, course);

  expect((await move(idle)).body).toMatchObject({ version: 2, progress: 0 });
  const told = (await progressEvents(idle.id)).map(({ data }) => data);
  const still = { module_id: null, completed_modules: [], next_module_id: first, completion_percentage: 0 };
  expect(told).toMatchObject([{ version: 2, ...still }]);
  expect(await enrolment(done)).toMatchObject({ version: 1, newer_version: null, progress: 100 });
  expect((await move(done)).body).toMatchObject({ code: "enrollment.not_active" });
  expect((await move(gone)).body).toMatchObject({ code: "enrollment.not_active" });
  expect((await move({ student: idle.student, id: done.id })).body.code).toBe("enrollment.not_found");
});

it("retires a version when its last reader has left, and never before", async () => {
  const { course, first, second } = await readCourse("Hornets");
  const [one, two, three] = [await enrol(course), await enrol(course), await enrol(course)];
  await publishToTheEnd(ada, course);
  await Promise.all([move(one), call(dropEnrollment, { params: { id: two.id }, token: two.student.token })]);
  const retirement = `retire-${course}-v1`;
  expect((await workflowStatus(ada, retirement)).body.code).toBe("workflow.not_found");
  expect(await tagsOf(course)).toEqual([[1, 2]]);

  // Who has completed a course still reads it.
  await report(three, [first, second]);
  await call(completeEnrollment, { params: { id: three.id }, token: three.student.token });
  await publishToTheEnd(ada, course);
  expect((await workflowStatus(ada, retirement)).body.code).toBe("workflow.not_found");
  const status = (await workflowStatus(ada, `retire-${course}-v2`)).body.code;
  expect(status).toBe("workflow.not_found");

  await Promise.all([move(one), move(one)]);
  await eventually(
    async () => (await workflowStatus(ada, `retire-${course}-v2`)).body.status === "completed",
  );
  expect(await tagsOf(course)).toEqual([[1, 3]]);
  expect(await versionsOf(course)).toEqual({ rows: [1, 2, 3], documents: [1, 2, 3] });
});

it("keeps the passages of a retired version for as long as the longest answer may still look for them", async () => {
  const { course } = await readCourse("Gnats");
  await publishToTheEnd(ada, course);
  const id = `retire-${course}-v1`;
  await eventually(async () => (await workflowStatus(ada, id)).body.status === "completed");
  const { events } = await temporal().workflow.getHandle(id).fetchHistory();
  const happened = (events ?? []).flatMap(
    ({ timerStartedEventAttributes: timer, timerFiredEventAttributes: fired, ...event }) => {
      if (timer) return `waits ${Number(timer.startToFireTimeout?.seconds) / timeFactor} s`;
      return fired ? "goes on" : (event.activityTaskScheduledEventAttributes?.activityType?.name ?? []);
    },
  );
  expect(happened).toEqual(["beginRetirement", "waits 120 s", "goes on", "retireVersion"]);
  for (const { timeoutSeconds } of [ask, askStream]) expect(timeoutSeconds).toBeLessThan(120);
});

it("embeds of a changed file what has changed, and no more", async () => {
  const course = await makeCourse(ada, "Ants");
  const moduleId = await makeModule(ada, course, "First");
  await addFile(ada, course, { content: sections("Ants", 100), moduleId });
  await publishToTheEnd(ada, course);
  const before = embedded();
  // One section more at the front, so that every passage has another place, and two others changed.
  const changed = `# Preface\n\nA word before.\n\n${sections("Ants", 100, { 5: "Anew.", 90: "And anew." })}`;
  await addFile(ada, course, { title: "Second edition", content: changed, moduleId });
  expect(await publishToTheEnd(ada, course)).toMatchObject({ result: { materials: 2, chunks: 201 } });
  expect(embedded() - before).toBe(3);
  expect(await pointsOf(course)).toHaveLength(201);
});

it("indexes every version that is read again, for another embedding model, with the saga's own steps", async () => {
  const { course } = await readCourse("Moths");
  const reader = await enrol(course);
  await addFile(ada, course, { title: "More", content: sections("Hawkmoths", 2) });
  await publishToTheEnd(ada, course);
  const before = await pointsOf(course);
  expect(before).toHaveLength(5);
  const reindex = (who: Person) => call(reindexCourse, { params: { id: course }, token: who.token });
  expect((await reindex(eve)).body.code).toBe("course.not_found");
  const draft = await makeCourse(ada, "Unpublished");
  const refused = await call(reindexCourse, { params: { id: draft }, token: ada.token });
  expect(refused.body.code).toBe("course.not_published");

  const model = process.env["EMBEDDING_MODEL"];
  process.env["EMBEDDING_MODEL"] = `${model}-next`;
  try {
    const texts = embedded();
    const { status, body } = await reindex(ada);
    expect({ status, body }).toEqual({
      status: 202,
      body: { workflow_id: `reindex-${course}-1`, status: "started" },
    });
    const again = await reindex(ada);
    expect([again.status, again.body.workflow_id]).toEqual([202, `reindex-${course}-1`]);
    const ended = async (id: string) => {
      const found = async () => (await workflowStatus(ada, id)).body;
      return eventually(found, ({ status: state }) => state === "completed" || state === "failed");
    };
    expect(await ended(body.workflow_id)).toMatchObject({
      kind: "reindex",
      status: "completed",
      result: { course_id: course, versions: [1, 2], materials: 3, chunks: 8 },
    });
    expect(embedded() - texts).toBe(5);
    const order = (points: typeof before) => points.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(order(await pointsOf(course))).toEqual(order(before));

    // Nothing is left to do, and nothing is done twice.
    const { body: second } = await reindex(ada);
    expect(await ended(second.workflow_id)).toMatchObject({ status: "completed" });
    expect(second.workflow_id).toBe(`reindex-${course}-2`);
    expect(embedded() - texts).toBe(5);
    expect(await enrolment(reader)).toMatchObject({ version: 1 });
  } finally {
    await qdrant().deleteCollection(collectionName());
    process.env["EMBEDDING_MODEL"] = model;
  }
});

import "../../support/use-scratch-database.ts";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as addLesson } from "../../../functions/courses/add-lesson.ts";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { handler as archiveCourse } from "../../../functions/courses/archive-course.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as getContent } from "../../../functions/courses/get-course-content.ts";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { handler as getLesson } from "../../../functions/courses/get-lesson.ts";
import { handler as getModule } from "../../../functions/courses/get-module.ts";
import { handler as orderLessons } from "../../../functions/courses/order-lessons.ts";
import { handler as orderModules } from "../../../functions/courses/order-modules.ts";
import { handler as restoreCourse } from "../../../functions/courses/restore-course.ts";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { call } from "../../support/call.ts";
import { type Person, enrolBy, makeCourse, person } from "../enrollments/fixtures.ts";

let ada: Person;
let admin: Person;

beforeAll(async () => {
  [ada, admin] = await Promise.all([person("instructor"), person("admin")]);
});

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const create = (body: object = {}) =>
  call(createCourse, { method: "POST", body: { title: "Bees", ...body }, token: ada.token });
const update = (id: number, body: object, { token } = ada) =>
  call(updateCourse, { method: "PUT", params: { id }, body, token });
const archive = (id: number, { token } = ada, headers: Record<string, string> = {}) =>
  call(archiveCourse, { params: { id }, token, headers });
const restore = (id: number, { token } = ada) => call(restoreCourse, { params: { id }, token });
const read = (id: number, token?: string, headers: Record<string, string> = {}) =>
  call(getCourse, { params: { id }, token, headers });

async function eventsOf(id: number): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    select message->>'type' as type from outbox where kind = 'event' and aggregate_key = ${String(id)} order by id`.execute(
    postgres(),
  );
  return rows.map(({ type }) => type);
}

async function auditOf(id: number) {
  const rows = await postgres()
    .selectFrom("audit_log")
    .select(["actor_id", "action", "details"])
    .where("subject", "=", `course:${id}`)
    .orderBy("id")
    .execute();
  return rows;
}

describe("the enrolment window", () => {
  test("refuses those who come too early or too late, and says when", async () => {
    const [opens, closes] = [hours(1), hours(-1)];
    const [early, late, open] = await Promise.all([1, 2, 3].map(() => makeCourse({ instructor: ada })));
    await update(early ?? 0, { enrollment_opens_at: opens });
    await update(late ?? 0, { enrollment_opens_at: hours(-2), enrollment_closes_at: closes });
    await update(open ?? 0, { enrollment_opens_at: hours(-1), enrollment_closes_at: hours(1) });
    const student = await person("student");
    expect(await enrolBy(student, early ?? 0)).toMatchObject({
      status: 409,
      body: { code: "enrollment.not_open", opens_at: opens, errors: [{ field: "course_id" }] },
    });
    expect(await enrolBy(student, late ?? 0)).toMatchObject({
      status: 409,
      body: { code: "enrollment.closed", closed_at: closes },
    });
    expect((await enrolBy(student, open ?? 0)).status).toBe(201);
    expect((await read(early ?? 0)).body).toMatchObject({
      enrollment_opens_at: opens,
      enrollment_closes_at: null,
    });
  });

  test("closes after it opens, also when only one of the two is changed", async () => {
    const reversed = { enrollment_opens_at: hours(2), enrollment_closes_at: hours(1) };
    expect(await create(reversed)).toMatchObject({ status: 422, body: { code: "course.enrollment_window" } });
    const { body } = await create({ enrollment_opens_at: hours(2) });
    expect(await update(body.id, { enrollment_closes_at: hours(1) })).toMatchObject({
      status: 422,
      body: { code: "course.enrollment_window", errors: [{ field: "enrollment_closes_at" }] },
    });
    expect((await update(body.id, { ...reversed, enrollment_opens_at: null })).status).toBe(200);
  });
});

describe("archiving", () => {
  test("ends enrolling and changing, keeps those inside, is told once, and can be taken back", async () => {
    const id = await makeCourse({ instructor: ada });
    const [inside, outside] = await Promise.all([person("student"), person("student")]);
    expect((await enrolBy(inside, id)).status).toBe(201);
    expect((await read(id)).status).toBe(200);

    const first = await archive(id);
    expect(first).toMatchObject({ status: 200, body: { status: "archived", published_version: 1 } });
    expect((await archive(id)).headers["etag"]).toBe(first.headers["etag"]);
    expect(await eventsOf(id)).toEqual(["course.archived"]);

    expect((await read(id, inside.token)).body).toMatchObject({ id, status: "archived" });
    for (const token of [outside.token, undefined]) expect((await read(id, token)).status).toBe(404);
    expect((await enrolBy(outside, id)).body.code).toBe("course.not_found");
    expect((await update(id, { title: "Wasps" })).body.code).toBe("course.archived");

    expect((await restore(id)).body).toMatchObject({ status: "published" });
    expect((await restore(id)).status).toBe(200);
    expect(await eventsOf(id)).toEqual(["course.archived", "course.restored"]);
    expect((await read(id)).status).toBe(200);
    expect((await enrolBy(outside, id)).status).toBe(201);
  });

  test("works on drafts, heeds If-Match, answers a repeated key alike, and is not for others", async () => {
    const { body, headers } = await create();
    const [eve, key] = [await person("instructor"), { "idempotency-key": randomUUID() }];
    expect((await archive(body.id, eve)).status).toBe(404);
    await update(body.id, { title: "Newer" });
    expect((await archive(body.id, ada, { "if-match": headers["etag"] ?? "" })).status).toBe(412);
    expect((await archive(body.id, ada, key)).body.status).toBe("archived");
    expect((await restore(body.id)).body).toMatchObject({ status: "draft", title: "Newer" });
    expect(await archive(body.id, ada, key)).toMatchObject({
      headers: { "idempotent-replayed": "true" },
      body: { status: "archived" },
    });
    expect((await read(body.id, ada.token)).body.status).toBe("draft");
  });

  test("and every other change by an admin of somebody else's course is written down; an owner's is not", async () => {
    const { body } = await create();
    await update(body.id, { title: "Mine" });
    expect(await auditOf(body.id)).toEqual([]);
    await update(body.id, { title: "Better" }, admin);
    await call(addModule, { params: { id: body.id }, body: { title: "One" }, token: admin.token });
    await archive(body.id, admin);
    expect(await auditOf(body.id)).toEqual([
      { actor_id: admin.id, action: "course.updated", details: { fields: ["title"] } },
      { actor_id: admin.id, action: "course.content_changed", details: {} },
      { actor_id: admin.id, action: "course.status_changed", details: { from: "draft", to: "archived" } },
    ]);
  });
});

describe("what has not changed", () => {
  test("is not sent again: 304 for a course, its seats included, and for its content", async () => {
    const id = await makeCourse({ instructor: ada });
    const { headers } = await read(id, ada.token);
    const known = { "if-none-match": headers["etag"] ?? "" };
    expect(await read(id, ada.token, known)).toMatchObject({
      status: 304,
      headers: { etag: headers["etag"] },
      body: undefined,
    });
    await enrolBy(await person("student"), id);
    const changed = await read(id, ada.token, known);
    expect(changed).toMatchObject({ status: 200, body: { enrolled_count: 1 } });
    // A seat that is taken is no change that an author could overwrite.
    const matching = { "if-match": headers["etag"] ?? "" };
    const renamed = await call(updateCourse, {
      params: { id },
      body: { title: "New" },
      token: ada.token,
      headers: matching,
    });
    expect(renamed.status).toBe(200);
    expect((await read(id, ada.token, { "if-none-match": changed.headers["etag"] ?? "" })).status).toBe(200);
    const content = await call(getContent, { params: { id }, token: ada.token });
    const again = { "if-none-match": `W/${content.headers["etag"]}, "other"` };
    expect((await call(getContent, { params: { id }, token: ada.token, headers: again })).status).toBe(304);
  });
});

describe("modules and lessons", () => {
  const names = (items: { title: string }[]) => items.map(({ title }) => title);
  const lesson = (title: string) => ({ title, type: "reading" });

  async function twoModules() {
    const { id } = (await create()).body;
    const add = (title: string, lessons: object[] = []) =>
      call(addModule, { params: { id }, body: { title, lessons }, token: ada.token });
    const one = (await add("One", [lesson("a"), lesson("b"), lesson("c")])).body;
    return { id, one, two: (await add("Two")).body };
  }

  test("are put in order by the full list of ids", async () => {
    const { id, one, two } = await twoModules();
    const order = (module_ids: number[], headers: Record<string, string> = {}) =>
      call(orderModules, { params: { id }, body: { module_ids }, token: ada.token, headers });
    const ordered = await order([two.id, one.id]);
    expect(names(ordered.body.modules)).toEqual(["Two", "One"]);
    expect(ordered.body.modules[0]).toMatchObject({ id: two.id, order: 1 });
    expect((await order([one.id, two.id], { "if-match": '"1"' })).status).toBe(412);
    const wrong = await order([two.id, 999, two.id]);
    expect(wrong).toMatchObject({ status: 422, body: { code: "course.order_mismatch" } });
    expect(wrong.body.errors).toMatchObject([
      { field: "module_ids.1", code: "unknown" },
      { field: "module_ids.2", code: "duplicate" },
      { field: "module_ids", code: "missing" },
    ]);
    const [a, b, c] = one.lessons.map((each: { id: number }) => each.id);
    const params = { id, module_id: one.id };
    const lessons = await call(orderLessons, { params, body: { lesson_ids: [c, a, b] }, token: ada.token });
    expect(names(lessons.body.lessons)).toEqual(["c", "a", "b"]);
    const less = await call(orderLessons, { params, body: { lesson_ids: [c, a] }, token: ada.token });
    expect(less.body.errors).toMatchObject([
      { field: "lesson_ids", code: "missing", message: `${b} is missing` },
    ]);
    expect((await call(getContent, { params: { id }, token: ada.token })).body.modules[1].lessons).toEqual(
      lessons.body.lessons,
    );
  });

  test("are read one by one at the address that their creation told", async () => {
    const { id, one } = await twoModules();
    const params = { id, module_id: one.id, lesson_id: one.lessons[1].id };
    expect((await call(getModule, { params, token: ada.token })).body).toEqual(one);
    expect((await call(getLesson, { params, token: ada.token })).body).toEqual(one.lessons[1]);
    expect(
      (await call(getLesson, { params: { ...params, lesson_id: 99 }, token: ada.token })).body.code,
    ).toBe("lesson.not_found");
    expect((await call(getModule, { params })).body.code).toBe("course.not_found");
  });

  test.each([
    "ftp://example.com/a",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://ada:secret@example.com/",
  ])("take no link like %s", async (content_url) => {
    const { id, one } = await twoModules();
    const params = { id, module_id: one.id };
    const body = { title: "Link", type: "video", content_url };
    const refused = await call(addLesson, { params, body, token: ada.token });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: "content_url" }] } });
  });
});

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { handler as addLesson } from "../../../functions/courses/add-lesson.ts";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as deleteCourse } from "../../../functions/courses/delete-course.ts";
import { handler as deleteLesson } from "../../../functions/courses/delete-lesson.ts";
import { handler as deleteModule } from "../../../functions/courses/delete-module.ts";
import { handler as getContent } from "../../../functions/courses/get-course-content.ts";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { handler as listCourses } from "../../../functions/courses/list-courses.ts";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { handler as updateLesson } from "../../../functions/courses/update-lesson.ts";
import { handler as updateModule } from "../../../functions/courses/update-module.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";

let ada: Person;
let eve: Person;
let student: Person;
let admin: Person;

beforeAll(async () => {
  [ada, eve, student, admin] = await Promise.all([
    registerAndLogin("instructor"),
    registerAndLogin("instructor"),
    registerAndLogin("student"),
    registerAndLogin("admin"),
  ]);
});

const create = (token: string, body: object = {}, headers: Record<string, string> = {}) =>
  call(createCourse, {
    method: "POST",
    path: "/courses",
    body: { title: "Test Course", ...body },
    token,
    headers,
  });
const read = (id: number, token?: string) => call(getCourse, { params: { id }, token });
const update = (id: number, body: object, token = ada.token, headers: Record<string, string> = {}) =>
  call(updateCourse, { method: "PUT", params: { id }, body, token, headers });

describe("a course", () => {
  test("is made as a draft, with its address and its ETag", async () => {
    const made = await create(ada.token, { description: "About testing", tags: ["Testing"], capacity: 30 });
    expect(made).toMatchObject({
      status: 201,
      headers: { location: `/courses/${made.body.id}`, etag: '"1.0"' },
      body: {
        title: "Test Course",
        status: "draft",
        instructor_id: ada.id,
        tags: ["testing"],
        capacity: 30,
        enrolled_count: 0,
        published_version: null,
      },
    });
    expect((await read(made.body.id, ada.token)).body).toEqual(made.body);
  });

  test("is made by instructors, not by students", async () => {
    expect(await create(student.token)).toMatchObject({ status: 403, body: { code: "auth.role" } });
  });

  test("as a draft is there for its owner and admins alone", async () => {
    const { body } = await create(ada.token);
    expect((await read(body.id, admin.token)).status).toBe(200);
    for (const token of [eve.token, student.token, undefined]) {
      expect(await read(body.id, token)).toMatchObject({ status: 404, body: { code: "course.not_found" } });
    }
    expect((await update(body.id, { title: "Mine now" }, eve.token)).status).toBe(404);
    expect(
      (await call(deleteCourse, { method: "DELETE", params: { id: body.id }, token: eve.token })).status,
    ).toBe(404);
  });

  test("refuses a lost update with 412 and takes the one that read the newest", async () => {
    const { body, headers } = await create(ada.token);
    const first = await update(body.id, { title: "First" }, ada.token, { "if-match": headers["etag"] ?? "" });
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2.0"' }, body: { title: "First" } });
    const second = await update(body.id, { title: "Second" }, ada.token, {
      "if-match": headers["etag"] ?? "",
    });
    expect(second).toMatchObject({
      status: 412,
      body: { code: "request.precondition_failed", errors: [{ field: "if-match" }] },
    });
    expect((await read(body.id, ada.token)).body.title).toBe("First");
  });

  test("changes only in the fields that are sent", async () => {
    const { body } = await create(ada.token, { description: "Stays", difficulty: "beginner" });
    expect((await update(body.id, { difficulty: "advanced" })).body).toMatchObject({
      description: "Stays",
      difficulty: "advanced",
    });
    expect(await update(body.id, {})).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(await update(body.id, { capacity: 0 })).toMatchObject({
      status: 400,
      body: { errors: [{ field: "capacity" }] },
    });
  });

  test("cannot require itself, directly or through others, nor what is not there", async () => {
    const [a, b, c] = await Promise.all([create(ada.token), create(ada.token), create(ada.token)]);
    expect((await update(b.body.id, { prerequisites: [a.body.id] })).status).toBe(200);
    expect((await update(c.body.id, { prerequisites: [b.body.id] })).status).toBe(200);
    expect(await update(a.body.id, { prerequisites: [c.body.id] })).toMatchObject({
      status: 422,
      body: { code: "course.prerequisite_cycle" },
    });
    expect(await create(ada.token, { prerequisites: [2_000_000_000] })).toMatchObject({
      status: 422,
      body: { code: "course.prerequisite_unknown", errors: [{ field: "prerequisites.0" }] },
    });
  });

  test("is deleted while it is a draft", async () => {
    const { body } = await create(ada.token);
    expect(
      (await call(deleteCourse, { method: "DELETE", params: { id: body.id }, token: ada.token })).status,
    ).toBe(202);
    expect((await read(body.id, ada.token)).status).toBe(404);
  });

  test("is made once however often its request is repeated with one Idempotency-Key", async () => {
    const key = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => create(ada.token, { title: "Once" }, { "idempotency-key": key })),
    );
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.every((reply) => reply.status === 201)).toBe(true);
    expect(replies.filter((reply) => reply.headers["idempotent-replayed"] === "true")).toHaveLength(11);
    expect(await create(ada.token, { title: "Other" }, { "idempotency-key": key })).toMatchObject({
      status: 422,
      body: { code: "idempotency.key_reused" },
    });
    expect((await create(eve.token, { title: "Hers" }, { "idempotency-key": key })).body.instructor_id).toBe(
      eve.id,
    );
  });
});

test("courses are listed page by page; drafts only to whom they belong", async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => create(ada.token, { tags: ["paged"] })));
  const ids = made.map((reply) => reply.body.id).toSorted((a: number, b: number) => b - a);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = {
      limit: "2",
      tag: "paged",
      instructor_id: String(ada.id),
      ...(cursor !== undefined && { cursor }),
    };
    const { body } = await call(listCourses, { query, token: ada.token });
    expect(body.items.length).toBeLessThanOrEqual(2);
    seen.push(...body.items.map((course: { id: number }) => course.id));
    cursor = body.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(ids);
  for (const token of [undefined, student.token, eve.token]) {
    const { body } = await call(listCourses, { query: { instructor_id: String(ada.id) }, token });
    expect(body).toEqual({ items: [], next_cursor: null });
  }
  expect((await call(listCourses, { query: { limit: "1000" } })).body.errors[0].field).toBe("limit");
});

describe("content", () => {
  const add = (id: number, body: object, headers: Record<string, string> = {}) =>
    call(addModule, {
      method: "POST",
      path: `/courses/${id}/modules`,
      params: { id },
      body,
      token: ada.token,
      headers,
    });
  const content = async (id: number, token = ada.token) => call(getContent, { params: { id }, token });
  const titles = (modules: { title: string }[]) => modules.map(({ title }) => title);

  test("grows by modules and lessons, moves and shrinks, and ids are never used again", async () => {
    const { id } = (await create(ada.token)).body;
    const one = await add(id, {
      title: "One",
      lessons: [
        { title: "Watch", type: "video", content_url: "https://example.com/v", duration_minutes: 15 },
      ],
    });
    expect(one).toMatchObject({
      status: 201,
      headers: { location: `/courses/${id}/modules/${one.body.id}`, etag: '"1"' },
      body: { order: 1, lessons: [{ title: "Watch", order: 1 }] },
    });
    const two = await add(id, { title: "Two" });
    const zero = await add(id, { title: "Zero", position: 0 });
    expect(zero.body.order).toBe(1);
    const lesson = await call(addLesson, {
      method: "POST",
      params: { id, module_id: two.body.id },
      body: { title: "Read", type: "reading" },
      token: ada.token,
    });
    expect(lesson.status).toBe(201);
    await call(updateLesson, {
      method: "PUT",
      params: { id, module_id: two.body.id, lesson_id: lesson.body.id },
      body: { title: "Read on" },
      token: ada.token,
    });
    await call(updateModule, {
      method: "PUT",
      params: { id, module_id: two.body.id },
      body: { position: 0 },
      token: ada.token,
    });
    let { modules } = (await content(id)).body;
    expect(titles(modules)).toEqual(["Two", "Zero", "One"]);
    expect(modules[0]).toMatchObject({ order: 1, lessons: [{ id: lesson.body.id, title: "Read on" }] });
    await call(deleteLesson, {
      method: "DELETE",
      params: { id, module_id: two.body.id, lesson_id: lesson.body.id },
      token: ada.token,
    });
    await call(deleteModule, { method: "DELETE", params: { id, module_id: zero.body.id }, token: ada.token });
    modules = (await content(id)).body.modules;
    expect(titles(modules)).toEqual(["Two", "One"]);
    const next = await add(id, { title: "Next" });
    expect(next.body.id).toBeGreaterThan(lesson.body.id);
  });

  test("keeps every one of many changes made at once", async () => {
    const { id } = (await create(ada.token)).body;
    const added = await Promise.all(
      Array.from({ length: 6 }, (_, index) => add(id, { title: `Module ${index}` })),
    );
    expect(added.map((reply) => reply.status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set((await content(id)).body.modules.map((module: { id: number }) => module.id)).size).toBe(6);
  });

  test("refuses a lost update and repeats no addition", async () => {
    const { id } = (await create(ada.token)).body;
    const first = await add(id, { title: "First" });
    await add(id, { title: "Second" }, { "if-match": first.headers["etag"] ?? "" });
    expect((await add(id, { title: "Third" }, { "if-match": first.headers["etag"] ?? "" })).status).toBe(412);
    const key = { "idempotency-key": randomUUID() };
    const [a, b] = [await add(id, { title: "Once" }, key), await add(id, { title: "Once" }, key)];
    expect(b.body).toEqual(a.body);
    expect(titles((await content(id)).body.modules)).toEqual(["First", "Second", "Once"]);
  });

  test("is there for its owner alone, and says what is missing", async () => {
    const { id } = (await create(ada.token)).body;
    expect((await content(id, eve.token)).status).toBe(404);
    expect(
      (await call(addModule, { method: "POST", params: { id }, body: { title: "Hers" }, token: eve.token }))
        .status,
    ).toBe(404);
    const missing = { method: "PUT", params: { id, module_id: 99 }, body: { title: "x" }, token: ada.token };
    expect((await call(updateModule, missing)).body.code).toBe("module.not_found");
    const bad = await add(id, { title: "Bad", lessons: [{ title: "x", type: "film" }] });
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: "lessons.0.type" }] } });
  });
});

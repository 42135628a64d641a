import { describe, expect, it } from "vitest";
import { handler as getEnrollment } from "../../../functions/enrollments/get-enrollment.ts";
import { handler as getProgress } from "../../../functions/enrollments/get-progress.ts";
import { handler as listMyCourses } from "../../../functions/enrollments/list-my-courses.ts";
import { call } from "../../support/call.ts";
import { type Person, enrolBy, makeCourse, person } from "./fixtures.ts";
import { leave } from "./student-actions.ts";

describe("reading an enrolment and its progress", () => {
  it("is for the student, the course's instructor and admins; everybody else gets 404", async () => {
    const [student, instructor, admin] = [
      await person("student"),
      await person("instructor"),
      await person("admin"),
    ];
    const course = await makeCourse({ instructor });
    const { id } = (await enrolBy(student, course)).body;
    for (const handler of [getEnrollment, getProgress]) {
      const read = ({ token }: Person) => call(handler, { token, params: { id } });
      for (const reader of [student, instructor, admin])
        expect(await read(reader)).toMatchObject({ status: 200 });
      for (const stranger of [await person("student"), await person("instructor")]) {
        expect(await read(stranger)).toMatchObject({ status: 404, body: { code: "enrollment.not_found" } });
      }
      expect(await call(handler, { params: { id } })).toMatchObject({ status: 401 });
    }
  });

  it("tells the course's title and how far she is", async () => {
    const student = await person("student");
    const { body } = await enrolBy(student, await makeCourse());
    const read = await call(getEnrollment, { token: student.token, params: { id: body.id } });
    expect(read.body).toEqual(body);
  });

  it("names an id that is none", async () => {
    const { token } = await person("student");
    const reply = await call(getEnrollment, { token, params: { id: "seven" } });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: "id" }] } });
  });
});

describe("my courses", () => {
  const list = ({ token }: Person, query: Record<string, string> = {}) =>
    call(listMyCourses, { token, query });

  it("come newest first, page by page, each once and nobody else's", async () => {
    const [student, other] = [await person("student"), await person("student")];
    const ids: number[] = [];
    for (let number = 0; number < 5; number++) {
      const course = await makeCourse();
      ids.unshift((await enrolBy(student, course)).body.id);
      await enrolBy(other, course);
    }
    const pages: { items: { id: number }[]; next_cursor: string | null }[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const { status, body } = await list(student, { limit: "2", ...(cursor !== undefined && { cursor }) });
      expect(status).toBe(200);
      pages.push(body);
      cursor = body.next_cursor;
    }
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
  });

  it("carry title and progress, and can be filtered by status", async () => {
    const student = await person("student");
    const [kept, left] = [
      (await enrolBy(student, await makeCourse())).body,
      (await enrolBy(student, await makeCourse())).body,
    ];
    await leave(student, left.id);
    expect((await list(student, { status: "active" })).body).toEqual({ items: [kept], next_cursor: null });
    expect((await list(student, { status: "dropped" })).body.items).toMatchObject([
      { id: left.id, course_title: left.course_title, progress: 0 },
    ]);
  });

  it.each([
    ["cursor", "not-a-cursor"],
    ["cursor", Buffer.from('{"id":99999999999}').toString("base64url")],
    ["cursor", Buffer.from('{"id":"1; drop"}').toString("base64url")],
    ["limit", "0"],
    ["limit", "101"],
    ["status", "gone"],
  ])("names a %s that is wrong: %s", async (field, value) => {
    const reply = await list(await person("student"), { [field]: value });
    expect(reply).toMatchObject({ status: 400, body: { code: "request.invalid", errors: [{ field }] } });
  });
});

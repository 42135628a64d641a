import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import { handler as enrol } from "../../../functions/enrollments/enroll-student.ts";
import { type Response, call } from "../../support/call.ts";
import {
  addVersion,
  enrolBy,
  enrollmentRow,
  makeCourse,
  person,
  seats,
  workflowRow,
  workflowStartsOf,
} from "./fixtures.ts";
import { leave } from "./student-actions.ts";

const statuses = (replies: readonly Response[], status: number) =>
  replies.filter((reply) => reply.status === status);

describe("enrolling", () => {
  it("answers 201 with the enrolment, its progress row and its workflow in the same commit", async () => {
    const [student, course] = [await person("student"), await makeCourse({ capacity: 5 })];
    const { status, body, headers } = await enrolBy(student, course);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      student_id: student.id,
      course_id: course,
      status: "active",
      version: 1,
      progress: 0,
      completed_at: null,
    });
    expect(body.course_title).toMatch(/^Course /);
    expect(headers["location"]).toBe(`/enrollments/${body.id}`);
    expect(await seats(course)).toBe(1);
    const progress = await postgres()
      .selectFrom("progress")
      .selectAll()
      .where("enrollment_id", "=", body.id)
      .executeTakeFirst();
    expect(progress).toMatchObject({ completed_modules: [], completion_percentage: 0 });
    expect(await workflowRow(`enrol-${body.id}-1`)).toMatchObject({
      kind: "enrollment",
      owner_id: student.id,
      subject: `enrollment:${body.id}`,
    });
    expect(await workflowStartsOf(body.id)).toMatchObject([
      { workflow_id: `enrol-${body.id}-1`, input: { enrollment_id: body.id, attempt: 1 } },
    ]);
  });

  it.each(["draft", "archived"] as const)("hides a course that is %s", async (status) => {
    const [student, course] = [await person("student"), await makeCourse({ status })];
    const reply = await enrolBy(student, course);
    expect(reply.status).toBe(404);
    expect(reply.body).toMatchObject({ code: "course.not_found", errors: [{ field: "course_id" }] });
    expect(await seats(course)).toBe(0);
  });

  it("answers the same for a course that never was", async () => {
    const reply = await enrolBy(await person("student"), 2_000_000_000);
    expect(reply).toMatchObject({ status: 404, body: { code: "course.not_found" } });
  });

  it("refuses instructors, strangers and bodies that name no course", async () => {
    const course = await makeCourse();
    expect(await enrolBy(await person("instructor"), course)).toMatchObject({ status: 403 });
    expect(await call(enrol, { method: "POST", body: { course_id: course } })).toMatchObject({ status: 401 });
    const { token } = await person("student");
    const bad = await call(enrol, { method: "POST", token, body: { course_id: "7" } });
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: "course_id" }] } });
  });

  it("enrols once for one Idempotency-Key, and tells the first reply again", async () => {
    const [student, course] = [await person("student"), await makeCourse()];
    const request = {
      method: "POST",
      path: "/enrollments",
      token: student.token,
      body: { course_id: course },
      headers: { "idempotency-key": `k-${course}` },
    };
    const replies = await Promise.all(Array.from({ length: 5 }, () => call(enrol, request)));
    expect(statuses(replies, 201)).toHaveLength(5);
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await seats(course)).toBe(1);
  });
});

describe("coming back", () => {
  it("revives the enrolment as its next attempt, from nothing, in the version that is published now", async () => {
    const [student, course] = [await person("student"), await makeCourse({ capacity: 1, modules: [1, 2] })];
    const first = await enrolBy(student, course);
    const { id } = first.body;
    await postgres()
      .updateTable("progress")
      .set({ completed_modules: [1], completion_percentage: 50 })
      .where("enrollment_id", "=", id)
      .execute();
    expect(await leave(student, id)).toMatchObject({
      status: 204,
    });
    await addVersion(course, 2, [1, 2, 3]);
    await postgres().updateTable("courses").set({ published_version: 2 }).where("id", "=", course).execute();

    const again = await enrolBy(student, course);
    expect(again).toMatchObject({ status: 201, body: { id, version: 2, progress: 0, status: "active" } });
    expect(await enrollmentRow(id)).toMatchObject({ attempt: 2, dropped_at: null, confirmed_at: null });
    const progress = await postgres()
      .selectFrom("progress")
      .selectAll()
      .where("enrollment_id", "=", id)
      .executeTakeFirst();
    expect(progress).toMatchObject({ completed_modules: [], completion_percentage: 0 });
    expect(await workflowRow(`enrol-${id}-2`)).toMatchObject({ owner_id: student.id });
    expect(await seats(course)).toBe(1);
    expect(await enrolBy(student, course)).toMatchObject({ body: { code: "enrollment.exists" } });
  });

  it("revives once when she comes back 10 times at once", async () => {
    const [student, course] = [await person("student"), await makeCourse()];
    const { body } = await enrolBy(student, course);
    await leave(student, body.id);
    const replies = await Promise.all(Array.from({ length: 10 }, () => enrolBy(student, course)));
    expect(statuses(replies, 201)).toHaveLength(1);
    expect(await enrollmentRow(body.id)).toMatchObject({ attempt: 2 });
    expect(await seats(course)).toBe(1);
  });

  it("waits for a course that has filled up meanwhile, and stays dropped", async () => {
    const [student, other] = [await person("student"), await person("student")];
    const course = await makeCourse({ capacity: 1 });
    const { body } = await enrolBy(student, course);
    await leave(student, body.id);
    expect(await enrolBy(other, course)).toMatchObject({ status: 201 });
    expect(await enrolBy(student, course)).toMatchObject({ status: 202, body: { status: "waiting" } });
    expect(await enrollmentRow(body.id)).toMatchObject({ status: "dropped", attempt: 1 });
  });
});

describe("prerequisites", () => {
  it("names the courses that come first, until they are completed", async () => {
    const student = await person("student");
    const [algebra, sets] = [await makeCourse(), await makeCourse()];
    const topology = await makeCourse({ prerequisites: [sets, algebra], capacity: 1 });
    const before = await enrolBy(student, topology);
    expect(before).toMatchObject({
      status: 409,
      body: { code: "enrollment.prerequisites", errors: [{ field: "course_id" }] },
    });
    expect(before.body.missing_courses.map(({ id }: { id: number }) => id)).toEqual([sets, algebra]);
    expect(before.body.missing_courses[0].title).toMatch(/^Course /);

    await complete(student, sets);
    await enrolBy(student, algebra);
    const between = await enrolBy(student, topology);
    expect(between.body.missing_courses).toMatchObject([{ id: algebra }]);

    await complete(student, algebra);
    expect(await enrolBy(student, topology)).toMatchObject({ status: 201 });
  });

  it("do not hide that a course is full from whoever has them", async () => {
    const [student, other, sets] = [await person("student"), await person("student"), await makeCourse()];
    const topology = await makeCourse({ prerequisites: [sets], capacity: 1 });
    await complete(other, sets);
    await enrolBy(other, topology);
    expect(await enrolBy(student, topology)).toMatchObject({ body: { code: "enrollment.prerequisites" } });
    await complete(student, sets);
    expect(await enrolBy(student, topology)).toMatchObject({ status: 202 });
  });
});

async function complete(student: { id: number; token: string }, courseId: number): Promise<void> {
  await enrolBy(student, courseId);
  await postgres()
    .updateTable("enrollments")
    .set({ status: "completed", completed_at: new Date() })
    .where("student_id", "=", student.id)
    .where("course_id", "=", courseId)
    .execute();
}

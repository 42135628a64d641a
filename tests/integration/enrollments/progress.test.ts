import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import { handler as getProgress } from "../../../functions/enrollments/get-progress.ts";
import { call } from "../../support/call.ts";
import { addVersion, enrollmentRow, eventTypesOf, eventsOf, person } from "./fixtures.ts";
import { enrolled, leave, report } from "./student-actions.ts";

describe("progress", () => {
  it("adds up what is reported, takes nothing back, and says each new module once", async () => {
    const { student, course, id } = await enrolled([4, 5, 6]);
    expect(await report(student, id, [5])).toMatchObject({
      status: 200,
      body: { enrollment_id: id, completed_modules: [5], completion_percentage: 33.33 },
    });
    expect(await report(student, id, [5, 4, 6])).toMatchObject({
      body: { completed_modules: [5, 4, 6], completion_percentage: 100 },
    });
    expect(await report(student, id, [4])).toMatchObject({ body: { completion_percentage: 100 } });
    const events = await eventsOf(id);
    const subject = { enrollment_id: id, student_id: student.id, course_id: course };
    expect(events.map(({ data }) => data)).toMatchObject([
      { ...subject, module_id: 5, completion_percentage: 33.33 },
      { ...subject, module_id: 4, completion_percentage: 66.67 },
      { ...subject, module_id: 6, completion_percentage: 100 },
    ]);
    expect(events.map(({ aggregateversion }) => aggregateversion)).toEqual([2, 3, 4]);
    expect(await enrollmentRow(id)).toMatchObject({ revision: 4 });
    const { token } = student;
    expect(await call(getProgress, { token, params: { id } })).toMatchObject({
      status: 200,
      body: { enrollment_id: id, completed_modules: [5, 4, 6], completion_percentage: 100 },
    });
  });

  it("says nothing and counts no change when nothing is new", async () => {
    const { student, id } = await enrolled([1, 2]);
    await report(student, id, [1]);
    const before = await enrollmentRow(id);
    expect(await report(student, id, [1, 1])).toMatchObject({ status: 200 });
    expect(await enrollmentRow(id)).toEqual(before);
    expect(await eventTypesOf(id)).toEqual(["progress.updated"]);
  });

  it("loses none of 24 modules reported at once, never goes back, and says each once", async () => {
    const modules = Array.from({ length: 24 }, (_, index) => index + 1);
    const { student, id } = await enrolled(modules);
    const replies = await Promise.all(modules.map((module) => report(student, id, [module, 1])));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const last = await report(student, id, [1]);
    expect(last.body.completion_percentage).toBe(100);
    expect(last.body.completed_modules.toSorted((a: number, b: number) => a - b)).toEqual(modules);
    const events = await eventsOf(id);
    const percentages = events.map(({ data }) => Number(data["completion_percentage"]));
    expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
    expect(new Set(events.map(({ data }) => data["module_id"])).size).toBe(24);
    expect(events.map(({ aggregateversion }) => aggregateversion)).toEqual(
      modules.map((_, index) => index + 2),
    );
  });

  it("knows the modules of the version she is pinned to, and no other", async () => {
    const { student, course, id } = await enrolled([1, 2]);
    await addVersion(course, 2, [2, 3]);
    await postgres().updateTable("courses").set({ published_version: 2 }).where("id", "=", course).execute();
    expect(await report(student, id, [1, 3])).toMatchObject({
      status: 404,
      body: { code: "module.not_found", errors: [{ field: "completed_modules.1" }] },
    });
    expect(await report(student, id, [1])).toMatchObject({ body: { completion_percentage: 50 } });
  });

  it("refuses an empty report, another's enrolment and one she has left", async () => {
    const { student, id } = await enrolled([1]);
    expect(await report(student, id, [])).toMatchObject({
      status: 400,
      body: { errors: [{ field: "completed_modules" }] },
    });
    expect(await report(await person("student"), id, [1])).toMatchObject({
      status: 404,
      body: { code: "enrollment.not_found" },
    });
    await leave(student, id);
    expect(await report(student, id, [1])).toMatchObject({
      status: 409,
      body: { code: "enrollment.not_active" },
    });
  });
});

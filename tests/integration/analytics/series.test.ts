import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { handler as getCompletions } from "../../../functions/analytics/get-completions.ts";
import { handler as getCourseAnalytics } from "../../../functions/analytics/get-course-analytics.ts";
import { handler as getEnrollmentTrends } from "../../../functions/analytics/get-enrollment-trends.ts";
import { handler as getStudentAnalytics } from "../../../functions/analytics/get-student-analytics.ts";
import { call } from "../../support/call.ts";
import { type Person, makeCourse, person } from "../enrollments/fixtures.ts";
import { consume, event } from "./fixtures.ts";

let [ada, eve, admin, student, stranger]: Person[] = [];
let course: number;
let other: number;

/** One hour before and one after midnight of the night in which Berlin's clocks go forward, and one on the next evening. */
const enrolledAt = ["2026-03-28T22:30:00.000Z", "2026-03-28T23:30:00.000Z", "2026-03-29T21:45:00.000Z"];

beforeAll(async () => {
  [ada, eve, admin] = [await person("instructor"), await person("instructor"), await person("admin")];
  [student, stranger] = [await person("student"), await person("student")];
  course = await makeCourse({ instructor: ada, modules: [1, 2] });
  other = await makeCourse({ instructor: eve });
  const modules = [1, 2].map((id) => ({ id, title: `Module ${id}` }));
  for (const [course_id, owner] of [[course, ada] as const, [other, eve] as const]) {
    const about = { course_id, instructor_id: owner?.id, title: "Sets", version: 1, modules };
    await consume(event("course.published", { ...about, published_at: "2026-03-01T00:00:00Z" }, 2));
  }
  for (const [at, enrolled_at] of enrolledAt.entries()) {
    const subject = subjectOf(course, at === 0 ? (student?.id ?? 0) : randomInt(1e9));
    await consume(event("student.enrolled", { ...subject, enrolled_at }, 2));
    if (at > 0) continue;
    const done = { completion_percentage: 50, completed_modules: [1], next_module_id: 2 };
    const asked = { course_id: course, version: 1, user_id: student?.id, answered: true, confidence: 0.8 };
    await consume(
      event("progress.updated", { ...subject, module_id: 1, ...done, updated_at: "2026-03-30T10:00:00Z" }, 3),
      event(
        "course.completed",
        { ...subject, enrolled_at, completed_at: "2026-03-30T22:30:00Z", duration_days: 2 },
        4,
      ),
      event("ai.asked", { ...asked, duration_ms: 1_000, asked_at: "2026-03-30T10:07:00Z" }),
      event("ai.asked", { ...asked, duration_ms: 3_000, asked_at: "2026-03-30T10:14:00Z" }),
    );
  }
  await consume(
    event(
      "student.enrolled",
      { ...subjectOf(other, student?.id ?? 0), enrolled_at: "2026-03-29T10:00:00Z" },
      2,
    ),
  );
});

const subjectOf = (course_id: number, student_id: number) => ({
  enrollment_id: randomInt(1e9),
  student_id,
  course_id,
  version: 1,
  attempt: 1,
});
const trends = (query: Record<string, string>, who = ada) =>
  call(getEnrollmentTrends, { token: who?.token, query });
const around = { from: "2026-03-28", to: "2026-03-30" };

describe("enrolments over time", () => {
  it("fall into the days of the time zone, the short one too, with noughts where nothing was", async () => {
    const counts = async (time_zone: string) =>
      (await trends({ ...around, time_zone })).body.points.map(
        (point: { enrollments: number }) => point.enrollments,
      );
    expect(await counts("UTC")).toEqual([2, 1, 0]);
    expect(await counts("Europe/Berlin")).toEqual([1, 2, 0]);
    expect(await counts("Asia/Kathmandu")).toEqual([0, 2, 1]);
    expect(await counts("Pacific/Chatham")).toEqual([0, 2, 1]);
  });

  it("are the same in total by weeks and months, in any zone", async () => {
    for (const granularity of ["day", "week", "month"]) {
      for (const time_zone of ["UTC", "America/St_Johns"]) {
        const { body } = await trends({ from: "2026-01-15", to: "2026-05-20", granularity, time_zone });
        expect(body.totals).toMatchObject({ enrollments: 3, drops: 0, net: 3 });
        const sum = body.points.reduce((total: number, { net }: { net: number }) => total + net, 0);
        expect(sum).toBe(3);
      }
    }
  });

  it("stand beside the time before, where that is asked for", async () => {
    const { body } = await trends({ from: "2026-03-29", to: "2026-03-29", compare: "previous" });
    expect(body.previous).toMatchObject({
      from: "2026-03-28",
      to: "2026-03-28",
      totals: { enrollments: 2 },
      change: { enrollments: { absolute: -1, relative: -0.5 }, drops: { absolute: 0, relative: null } },
    });
    expect((await trends(around)).body.previous).toBeNull();
  });

  it("are an instructor's own, all of them for an admin, and of one course where that is asked for", async () => {
    const total = async (who: Person | undefined, query = {}) =>
      (await trends({ ...around, ...query }, who)).body.totals?.enrollments;
    expect(await Promise.all([total(ada), total(eve), total(admin)])).toEqual([3, 1, 4]);
    expect(await total(admin, { course_id: String(other) })).toBe(1);
    expect(await trends({ course_id: String(other) })).toMatchObject({
      status: 404,
      body: { code: "course.not_found" },
    });
  });

  it.each([
    [{ from: "2026-13-01" }, "from"],
    [{ from: "1999-12-31" }, "from"],
    [{ from: "2026-03-02", to: "2026-03-01" }, "from"],
    [{ from: "2020-01-01", to: "2026-03-01" }, "from"],
    [{ to: "yesterday" }, "to"],
    [{ granularity: "hour" }, "granularity"],
    [{ time_zone: "+01:00" }, "time_zone"],
    [{ compare: "next" }, "compare"],
  ])("are refused by the field's name: %j", async (query, field) => {
    expect(await trends(query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: "request.invalid", errors: [{ field }] },
    });
  });
});

describe("completions over time", () => {
  it("tell how long they took", async () => {
    const { body } = await call(getCompletions, { token: ada?.token, query: around });
    expect(body).toMatchObject({ totals: { completions: 1, enrollments: 3 }, completion_rate: 1 / 3 });
    const { mean_days, median_days, histogram } = body.time_to_complete;
    expect(mean_days).toBe(2);
    expect(Math.abs(median_days - 2)).toBeLessThan(0.05);
    expect(histogram.find(({ completions }: { completions: number }) => completions > 0)).toMatchObject({
      from_days: 1,
      to_days: 3,
    });
  });
});

describe("a course", () => {
  const read = (who: Person | undefined, id = course) =>
    call(getCourseAnalytics, { token: who?.token, params: { id }, query: around });

  it("shows who learns, how far, where they stop and what they ask", async () => {
    const { body } = await read(ada);
    expect(body).toMatchObject({
      totals: { enrollments: 3, active: 2, completed: 1, dropped: 0, waiting: 0, certificates: 0 },
      average_progress: 50 / 3,
      active_students: 0,
      at_risk_students: 2,
      ai: { questions: 2, answered_share: 1, mean_confidence: 0.8, mean_answer_seconds: 2 },
    });
    expect(body.drop_off).toEqual({
      version: 1,
      began: 3,
      modules: [
        { module_id: 1, title: "Module 1", reached: 3, completed: 1, stopped: 2 / 3 },
        { module_id: 2, title: "Module 2", reached: 1, completed: 0, stopped: 1 },
      ],
    });
    expect(body.ai.totals).toEqual({ questions: 2, answered: 2, askers: 1 });
    expect(body.ai.points.map(({ askers }: { askers: number }) => askers)).toEqual([0, 0, 1]);
  });

  it("is not there for another instructor, and for nobody else but admins", async () => {
    expect(await read(eve)).toMatchObject({ status: 404, body: { code: "course.not_found" } });
    expect(await read(student)).toMatchObject({ status: 403, body: { code: "auth.role" } });
    expect((await read(admin)).body.course_id).toBe(course);
    expect(await read(admin, 2_000_000_000)).toMatchObject({ status: 404 });
  });
});

describe("a student", () => {
  const read = (who: Person | undefined, id = student?.id ?? 0, query = {}) =>
    call(getStudentAnalytics, { token: who?.token, params: { id }, query });
  const courses = ({ body }: Awaited<ReturnType<typeof read>>) =>
    body.courses.items.map(({ course_id }: { course_id: number }) => course_id);

  it("sees all her courses, page by page, and nobody else", async () => {
    const first = await read(student, student?.id, { limit: "1" });
    expect(first.body).toMatchObject({
      totals: { active: 1, completed: 1, dropped: 0, at_risk: 1 },
      average_progress: 25,
    });
    const second = await read(student, student?.id, { limit: "1", cursor: first.body.courses.next_cursor });
    expect([courses(first), courses(second)]).toEqual([[other], [course]]);
    expect(second.body.courses).toMatchObject({
      items: [{ modules_done: 1, modules: 2 }],
      next_cursor: null,
    });
    expect(await read(student, stranger?.id)).toMatchObject({
      status: 404,
      body: { code: "user.not_found" },
    });
    expect((await read(stranger, stranger?.id)).body).toMatchObject({
      courses: { items: [] },
      last_activity_at: null,
    });
  });

  it("is seen by an instructor in her own courses alone, and by an admin in all", async () => {
    expect(courses(await read(ada))).toEqual([course]);
    expect(courses(await read(eve))).toEqual([other]);
    expect(courses(await read(admin))).toEqual([other, course]);
    expect(await read(ada, stranger?.id)).toMatchObject({ status: 404 });
    expect((await read(admin, stranger?.id)).status).toBe(200);
    expect(await read(admin, 2_000_000_000)).toMatchObject({ status: 404 });
  });
});

import { randomInt } from "node:crypto";
import { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import { describe, expect, it } from "vitest";
import { handler as getDashboard } from "../../../functions/analytics/get-dashboard.ts";
import { call } from "../../support/call.ts";
import { type Person, person } from "../enrollments/fixtures.ts";
import { consume, event } from "./fixtures.ts";

const someCourse = () => randomInt(1_000_000_000, 2_000_000_000);
const now = new Date().toISOString();
const longAgo = "2020-01-01T00:00:00.000Z";
const read = async ({ token }: Person, query = {}) =>
  Dashboard.parse((await call(getDashboard, { token, query })).body);

describe("the dashboard", () => {
  it("shows an admin what the events told, today's enrolments apart", async () => {
    const admin = await person("admin");
    const before = await read(admin);
    const course_id = someCourse();
    const enrollment = { enrollment_id: 1, student_id: 1, course_id, version: 1, attempt: 1 };
    await consume(
      event("user.registered", { user_id: 1, role: "student", registered_at: now }),
      event("user.registered", { user_id: 2, role: "student", registered_at: longAgo }),
      event("user.role_changed", { user_id: 2, from: "student", to: "instructor", changed_at: now }),
      event("course.published", {
        course_id,
        instructor_id: 2,
        title: "Sets",
        version: 1,
        published_at: now,
      }),
      event("student.enrolled", { ...enrollment, enrolled_at: now }),
      event("student.enrolled", { ...enrollment, student_id: 2, enrolled_at: longAgo }),
      event("course.completed", { ...enrollment, completed_at: now, duration_days: 0 }, 2),
      event("student.waitlisted", {
        waitlist_entry_id: course_id,
        student_id: 3,
        course_id,
        position: 1,
        waitlisted_at: now,
      }),
      event("certificate.issued", { ...enrollment, certificate_id: "c", issued_at: now }),
    );
    const after = await read(admin);
    const grown = (name: Exclude<keyof Dashboard, "ai">) => after[name] - before[name];
    expect({
      students: grown("total_students"),
      instructors: grown("total_instructors"),
      courses: grown("total_courses"),
      today: grown("new_enrollments_today"),
      waiting: grown("waiting_students"),
      certificates: grown("certificates"),
    }).toEqual({ students: 1, instructors: 1, courses: 1, today: 1, waiting: 1, certificates: 1 });
    expect(grown("at_risk_students")).toBe(1);
    expect(after.completion_rate).toBeGreaterThan(0);
  });

  it("shows an instructor her courses alone", async () => {
    const [ada, eve] = [await person("instructor"), await person("instructor")];
    const [hers, other] = [someCourse(), someCourse()];
    const publish = (course_id: number, { id }: Person) =>
      event("course.published", {
        course_id,
        instructor_id: id,
        title: "Sets",
        version: 1,
        published_at: now,
      });
    const subject = { enrollment_id: 1, student_id: 1, version: 1, attempt: 1 };
    await consume(
      publish(hers, ada),
      publish(other, eve),
      event("student.enrolled", { ...subject, course_id: hers, enrolled_at: now }),
      event("student.enrolled", { ...subject, course_id: other, enrolled_at: now }),
      event("student.enrolled", { ...subject, student_id: 2, course_id: other, enrolled_at: longAgo }),
    );
    const common = { total_instructors: 1, total_courses: 1, new_enrollments_today: 1, active_students: 1 };
    expect(await read(ada)).toMatchObject({ ...common, total_students: 1, at_risk_students: 0 });
    expect(await read(eve)).toMatchObject({ ...common, total_students: 2, at_risk_students: 1 });
  });

  it("knows the day of the caller's time zone, and refuses a zone that there is not", async () => {
    const [ada, course_id] = [await person("instructor"), someCourse()];
    const dayBefore = new Date(Date.now() - 86_400_000).toISOString();
    await consume(
      event("course.published", {
        course_id,
        instructor_id: ada.id,
        title: "Sets",
        version: 1,
        published_at: now,
      }),
      event("student.enrolled", { enrollment_id: 1, student_id: 1, course_id, enrolled_at: dayBefore }),
    );
    expect((await read(ada, { time_zone: "Asia/Kathmandu" })).new_enrollments_today).toBe(0);
    expect(
      await call(getDashboard, { token: ada.token, query: { time_zone: "Mars/Olympus" } }),
    ).toMatchObject({
      status: 400,
      body: { code: "request.invalid", errors: [{ field: "time_zone" }] },
    });
  });

  it("is not for students", async () => {
    const { token } = await person("student");
    expect(await call(getDashboard, { token })).toMatchObject({ status: 403, body: { code: "auth.role" } });
    expect(await call(getDashboard)).toMatchObject({ status: 401 });
  });
});

import { randomInt } from "node:crypto";
import { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import { describe, expect, it } from "vitest";
import { handler as getDashboard } from "../../../functions/analytics/get-dashboard.ts";
import { call } from "../../support/call.ts";
import { person } from "../enrollments/fixtures.ts";
import { consume, event } from "./fixtures.ts";

describe("the dashboard", () => {
  it("shows what the events told, today's enrolments apart", async () => {
    const { token } = await person("admin");
    const before = Dashboard.parse((await call(getDashboard, { token })).body);
    const [now, long_ago] = [new Date().toISOString(), "2020-01-01T00:00:00.000Z"];
    const course_id = randomInt(1_000_000_000, 2_000_000_000);
    const enrollment = { enrollment_id: 1, student_id: 1, course_id };
    await consume(
      event("user.registered", { user_id: 1, role: "student", registered_at: now }),
      event("user.registered", { user_id: 2, role: "student", registered_at: long_ago }),
      event("user.role_changed", { user_id: 2, from: "student", to: "instructor", changed_at: now }),
      event("course.published", {
        course_id,
        instructor_id: 2,
        title: "Sets",
        version: 1,
        published_at: now,
      }),
      event("student.enrolled", { ...enrollment, enrolled_at: now }),
      event("student.enrolled", { ...enrollment, enrolled_at: long_ago }),
      event("course.completed", { ...enrollment, completed_at: now, duration_days: 0 }),
    );
    const { status, body } = await call(getDashboard, { token });
    expect(status).toBe(200);
    const after = Dashboard.parse(body);
    expect({
      students: after.total_students - before.total_students,
      instructors: after.total_instructors - before.total_instructors,
      courses: after.total_courses - before.total_courses,
      today: after.new_enrollments_today - before.new_enrollments_today,
    }).toEqual({ students: 1, instructors: 1, courses: 1, today: 1 });
    expect(after.completion_rate).toBeGreaterThan(0);
  });

  it("is for admins", async () => {
    for (const role of ["student", "instructor"] as const) {
      const { token } = await person(role);
      expect(await call(getDashboard, { token })).toMatchObject({ status: 403, body: { code: "auth.role" } });
    }
    expect(await call(getDashboard)).toMatchObject({ status: 401 });
  });
});

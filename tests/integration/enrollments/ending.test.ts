import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import { enrolBy, enrolQuietly, enrollmentRow, eventTypesOf, eventsOf, person, seats } from "./fixtures.ts";
import { enrolled, finish, leave, report } from "./student-actions.ts";

describe("completing", () => {
  it("is refused while modules are left, and names them", async () => {
    const { student, id } = await enrolled([7, 8, 9]);
    await report(student, id, [8]);
    expect(await finish(student, id)).toMatchObject({
      status: 409,
      body: { code: "enrollment.incomplete", missing_modules: [7, 9] },
    });
    expect(await enrollmentRow(id)).toMatchObject({ status: "active", completed_at: null });
  });

  it("happens once, keeps the seat, and answers the same again", async () => {
    const { student, course, id } = await enrolled([7, 8]);
    await postgres()
      .updateTable("enrollments")
      .set({ enrolled_at: new Date(Date.now() - 3.5 * 86_400_000) })
      .where("id", "=", id)
      .execute();
    await report(student, id, [7, 8]);
    const replies = await Promise.all(Array.from({ length: 6 }, () => finish(student, id)));
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 200, body: { id, status: "completed", progress: 100 } });
    }
    expect(new Set(replies.map(({ body }) => body.completed_at)).size).toBe(1);
    const completions = (await eventsOf(id)).filter(({ type }) => type === "course.completed");
    expect(completions.map(({ data }) => data)).toEqual([
      {
        enrollment_id: id,
        student_id: student.id,
        course_id: course,
        version: 1,
        attempt: 1,
        enrolled_at: expect.any(String),
        completed_at: replies[0]?.body.completed_at,
        duration_days: 3,
      },
    ]);
    expect(await seats(course)).toBe(1);
    expect(await leave(student, id)).toMatchObject({ status: 409, body: { code: "enrollment.not_active" } });
    expect(await enrolBy(student, course)).toMatchObject({ body: { code: "enrollment.exists" } });
    expect(await report(student, id, [7])).toMatchObject({
      status: 200,
      body: { completion_percentage: 100 },
    });
  });

  it("announces the enrolment first where its workflow has not yet", async () => {
    const { student, id } = await enrolled([1]);
    await report(student, id, [1]);
    await finish(student, id);
    expect(await eventTypesOf(id)).toEqual(["progress.updated", "student.enrolled", "course.completed"]);
    expect((await eventsOf(id)).map(({ aggregateversion }) => aggregateversion)).toEqual([2, 3, 4]);
  });

  it("is nobody else's business, and not for one who has left", async () => {
    const { student, id } = await enrolled([1]);
    await report(student, id, [1]);
    expect(await finish(await person("student"), id)).toMatchObject({ status: 404 });
    await leave(student, id);
    expect(await finish(student, id)).toMatchObject({ status: 409, body: { code: "enrollment.not_active" } });
  });
});

describe("dropping", () => {
  it("gives the seat back once when she leaves 10 times at once, and says so once", async () => {
    const { student, course, id } = await enrolled([1]);
    await enrolQuietly(await person("student"), course);
    const replies = await Promise.all(Array.from({ length: 10 }, () => leave(student, id)));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    const refused = replies.filter(({ status }) => status !== 204);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(["enrollment.not_active"]));
    expect(await seats(course)).toBe(1);
    expect(await eventsOf(id)).toMatchObject([
      { type: "student.dropped", data: { enrollment_id: id, student_id: student.id, announced: false } },
    ]);
  });

  it("answers 404 for another's enrolment, which stays", async () => {
    const { course, id } = await enrolled([1]);
    expect(await leave(await person("student"), id)).toMatchObject({ status: 404 });
    expect(await seats(course)).toBe(1);
  });

  it("either leaves or completes when both are asked at once", async () => {
    for (let round = 0; round < 5; round++) {
      const { student, course, id } = await enrolled([1]);
      await report(student, id, [1]);
      const [left, completed] = await Promise.all([leave(student, id), finish(student, id)]);
      expect([left.status, completed.status]).toEqual(left.status === 204 ? [204, 409] : [409, 200]);
      expect(await seats(course)).toBe(left.status === 204 ? 0 : 1);
    }
  });
});

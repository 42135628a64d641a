import { cancelEnrollment } from "@smartcourse/core/enrollments/cancel-enrollment";
import { confirmEnrollment } from "@smartcourse/core/enrollments/confirm-enrollment";
import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import { enrolQuietly, enrollmentRow, eventTypesOf, eventsOf, seats, workflowRow } from "./fixtures.ts";
import { enrolled, leave } from "./student-actions.ts";

const confirm = (enrollment_id: number, attempt = 1) =>
  postgres()
    .transaction()
    .execute((tx) => confirmEnrollment(tx, { enrollment_id, attempt }));
const cancel = (enrollment_id: number, attempt = 1, reason = "the step failed") =>
  postgres()
    .transaction()
    .execute((tx) => cancelEnrollment(tx, { enrollment_id, attempt, reason }));

describe("confirming", () => {
  it("announces the enrolment once, however often and however many at once run it", async () => {
    const { student, course, id } = await enrolled();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => confirm(id)));
    expect(new Set(outcomes)).toEqual(new Set(["confirmed"]));
    const row = await enrollmentRow(id);
    expect(row.confirmed_at).not.toBeNull();
    expect(await eventsOf(id)).toMatchObject([
      {
        type: "student.enrolled",
        aggregateversion: row.revision,
        data: { enrollment_id: id, student_id: student.id, course_id: course, enrolled_at: row.enrolled_at },
      },
    ]);
    expect(await workflowRow(`enrol-${id}-1`)).toMatchObject({
      state: "completed",
      result: { enrollment_id: id, attempt: 1, outcome: "confirmed" },
    });
  });

  it("makes the progress row where it is missing, and leaves one that is there", async () => {
    const { id } = await enrolled();
    await postgres().deleteFrom("progress").where("enrollment_id", "=", id).execute();
    await confirm(id);
    const written = { completed_modules: [2], completion_percentage: 33.33 };
    await postgres().updateTable("progress").set(written).where("enrollment_id", "=", id).execute();
    await confirm(id);
    const progress = postgres().selectFrom("progress").selectAll().where("enrollment_id", "=", id);
    expect(await progress.executeTakeFirst()).toMatchObject(written);
  });

  it("never announces what the student has left before", async () => {
    const { student, id } = await enrolled();
    await leave(student, id);
    expect(await confirm(id)).toBe("withdrawn");
    expect(await eventTypesOf(id)).toEqual(["student.dropped"]);
    expect(await workflowRow(`enrol-${id}-1`)).toMatchObject({
      state: "completed",
      result: { outcome: "withdrawn" },
    });
  });

  it("leaves the next attempt to the next workflow", async () => {
    const { student, course, id } = await enrolled();
    await leave(student, id);
    await enrolQuietly(student, course);
    expect(await confirm(id, 1)).toBe("withdrawn");
    expect(await enrollmentRow(id)).toMatchObject({ attempt: 2, confirmed_at: null });
    expect(await workflowRow(`enrol-${id}-2`)).toMatchObject({ state: "pending" });
    expect(await confirm(id, 2)).toBe("confirmed");
    expect(await eventTypesOf(id)).toEqual(["student.dropped", "student.enrolled"]);
  });

  it("or leaving: whichever comes first, the events tell which", async () => {
    for (let round = 0; round < 6; round++) {
      const { student, course, id } = await enrolled();
      const [outcome, left] = await Promise.all([confirm(id), leave(student, id)]);
      expect(left.status).toBe(204);
      expect(await seats(course)).toBe(0);
      const dropped = (await eventsOf(id)).at(-1);
      expect(dropped).toMatchObject({
        type: "student.dropped",
        data: { announced: outcome === "confirmed" },
      });
      expect(await eventTypesOf(id)).toEqual(
        outcome === "confirmed" ? ["student.enrolled", "student.dropped"] : ["student.dropped"],
      );
    }
  });

  it("refuses an enrolment that never was, by name", async () => {
    await expect(confirm(2_000_000_000)).rejects.toMatchObject({ code: "enrollment.not_found" });
  });
});

describe("cancelling", () => {
  it("gives the seat back once, says why, and fails the workflow's row", async () => {
    const { course, id } = await enrolled();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => cancel(id)));
    expect(outcomes.toSorted()).toEqual(["cancelled", ...Array.from({ length: 5 }, () => "kept")]);
    expect(await seats(course)).toBe(0);
    expect(await enrollmentRow(id)).toMatchObject({ status: "dropped", revision: 2 });
    expect(await eventsOf(id)).toMatchObject([
      { type: "enrollment.cancelled", aggregateversion: 2, data: { reason: "the step failed" } },
    ]);
    expect(await workflowRow(`enrol-${id}-1`)).toMatchObject({ state: "failed", reason: "the step failed" });
  });

  it("lets her enrol again, and does not touch that attempt", async () => {
    const { student, course, id } = await enrolled();
    await cancel(id);
    await enrolQuietly(student, course);
    expect(await cancel(id)).toBe("kept");
    expect(await enrollmentRow(id)).toMatchObject({ status: "active", attempt: 2 });
    expect(await seats(course)).toBe(1);
  });

  it("keeps what was confirmed: its step had ended before it could say so", async () => {
    const { course, id } = await enrolled();
    await confirm(id);
    expect(await cancel(id)).toBe("kept");
    expect(await enrollmentRow(id)).toMatchObject({ status: "active" });
    expect(await seats(course)).toBe(1);
    expect(await workflowRow(`enrol-${id}-1`)).toMatchObject({ state: "completed", reason: null });
    expect(await eventTypesOf(id)).toEqual(["student.enrolled"]);
  });

  it("and leaving at once give one seat back", async () => {
    for (let round = 0; round < 6; round++) {
      const { student, course, id } = await enrolled();
      const [cancelled, left] = await Promise.all([cancel(id), leave(student, id)]);
      expect(left.status).toBe(cancelled === "cancelled" ? 409 : 204);
      expect(await seats(course)).toBe(0);
      expect(await eventTypesOf(id)).toHaveLength(1);
    }
  });
});

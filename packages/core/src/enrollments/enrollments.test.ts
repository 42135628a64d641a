import { DomainError } from "@smartcourse/contracts/errors";
import { describe, expect, it } from "vitest";
import {
  type Standing,
  assertMayEnrol,
  assertNotDropped,
  durationDays,
  enrollmentWorkflowId,
} from "./enrollments.ts";

const open: Standing = {
  enrollment_opens_at: null,
  enrollment_closes_at: null,
  asked_at: "2026-11-01T10:00:00.000Z",
  capacity: 2,
  enrolled_count: 1,
  enrollment_status: null,
};
const algebra = { id: 7, title: "Algebra" };

function refusal(standing: Standing | undefined, missing: (typeof algebra)[] = []): DomainError {
  try {
    assertMayEnrol(standing, missing);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error("was not refused");
}

describe("who may enrol", () => {
  it.each<[string, Standing]>([
    ["a course with a seat", open],
    ["a course without a limit", { ...open, capacity: null, enrolled_count: 5_000 }],
    ["a course she has left", { ...open, enrollment_status: "dropped" }],
  ])("lets a student into %s", (_, standing) => {
    expect(() => assertMayEnrol(standing, [])).not.toThrow();
  });

  it("names the most telling reason first: course, enrolled, prerequisites, full", () => {
    const full = { ...open, enrolled_count: 2 };
    expect(refusal(undefined, [algebra]).code).toBe("course.not_found");
    expect(refusal({ ...full, enrollment_status: "active" }, [algebra]).code).toBe("enrollment.exists");
    expect(refusal({ ...full, enrollment_status: "completed" }, [algebra]).code).toBe("enrollment.exists");
    expect(refusal(full, [algebra]).code).toBe("enrollment.prerequisites");
    expect(refusal(full).code).toBe("course.full");
  });

  it("says when one can enrol: from the moment it opens until the moment it closes", () => {
    const at = (second: number) => `2026-11-01T10:00:0${second}.000Z`;
    const window = { ...open, enrollment_opens_at: at(2), enrollment_closes_at: at(4) };
    expect(refusal({ ...window, asked_at: at(1) }).details.extensions).toEqual({ opens_at: at(2) });
    for (const second of [2, 3])
      expect(() => assertMayEnrol({ ...window, asked_at: at(second) }, [])).not.toThrow();
    expect(refusal({ ...window, asked_at: at(4) })).toMatchObject({
      code: "enrollment.closed",
      details: { extensions: { closed_at: at(4) } },
    });
  });

  it("tells a program which courses come first, and points at course_id", () => {
    const { details, message } = refusal({ ...open }, [algebra, { id: 9, title: "Sets" }]);
    expect(details.extensions).toEqual({ missing_courses: [algebra, { id: 9, title: "Sets" }] });
    expect(details.errors).toMatchObject([{ field: "course_id" }]);
    expect(message).toContain("Algebra, Sets");
  });
});

describe("enrolments", () => {
  it("gives each attempt one workflow id", () => {
    expect(enrollmentWorkflowId({ enrollment_id: 12, attempt: 3 })).toBe("enrol-12-3");
  });

  it("lets nobody go on in a course she has left", () => {
    expect(() => assertNotDropped({ status: "dropped" })).toThrow(/left this course/);
    expect(() => assertNotDropped({ status: "active" })).not.toThrow();
    expect(() => assertNotDropped({ status: "completed" })).not.toThrow();
  });

  it.each([
    ["2026-03-01T10:00:00.000Z", "2026-03-01T10:00:01.000Z", 0],
    ["2026-03-01T10:00:00.000Z", "2026-03-02T09:59:59.999Z", 0],
    ["2026-03-01T10:00:00.000Z", "2026-03-02T10:00:00.000Z", 1],
    ["2026-02-27T10:00:00.000Z", "2026-03-29T11:00:00.000Z", 30],
    ["2026-03-01T10:00:00.000Z", "2026-03-01T09:00:00.000Z", 0],
  ])("counts whole days from %s to %s", (from, to, days) => {
    expect(durationDays(from, to)).toBe(days);
  });
});

import { DomainError } from "@smartcourse/contracts/errors";
import { describe, expect, it } from "vitest";
import {
  type Line,
  type Standing,
  assertMayEnrol,
  assertNotDropped,
  durationDays,
  enrollmentWorkflowId,
  mayHaveSeat,
  noLine,
  seatsToOffer,
} from "./enrollments.ts";

const open: Standing = {
  id: 5,
  enrollment_opens_at: null,
  enrollment_closes_at: null,
  asked_at: "2026-11-01T10:00:00.000Z",
  capacity: 2,
  enrolled_count: 1,
  held_count: 0,
  waiting_count: 0,
  enrollment_id: null,
  enrollment_status: null,
};
const algebra = { id: 7, title: "Algebra" };

const offered: Line = { lapsed: 0, own: { id: 1, status: "offered" } };

function refusal(
  standing: Standing | undefined,
  missing: (typeof algebra)[] = [],
  line: Line = noLine,
): DomainError {
  try {
    assertMayEnrol(standing, missing, line);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error("was not refused");
}

describe("who may enrol", () => {
  it.each<[string, Standing]>([
    ["a course with a seat", open],
    ["a course without a limit", { ...open, capacity: null, enrolled_count: 5_000 }],
    ["a course that is full: there is a line", { ...open, enrolled_count: 2 }],
    ["a course she has left", { ...open, enrollment_id: 3, enrollment_status: "dropped" }],
  ])("lets a student into %s", (_, standing) => {
    expect(() => assertMayEnrol(standing, [], noLine)).not.toThrow();
  });

  it("names the most telling reason first: course, enrolled, prerequisites", () => {
    const inside = { ...open, enrollment_id: 3 };
    expect(refusal(undefined, [algebra]).code).toBe("course.not_found");
    expect(refusal({ ...inside, enrollment_status: "active" }, [algebra])).toMatchObject({
      code: "enrollment.exists",
      details: { extensions: { enrollment_id: 3, next: { method: "GET", path: "/enrollments/3" } } },
    });
    expect(refusal({ ...inside, enrollment_status: "completed" }, [algebra]).code).toBe("enrollment.exists");
    expect(refusal(open, [algebra]).code).toBe("enrollment.prerequisites");
  });

  it("says when one can enrol: from the moment it opens until the moment it closes", () => {
    const at = (second: number) => `2026-11-01T10:00:0${second}.000Z`;
    const window = { ...open, enrollment_opens_at: at(2), enrollment_closes_at: at(4) };
    expect(refusal({ ...window, asked_at: at(1) }).details.extensions).toEqual({
      opens_at: at(2),
      next: { method: "POST", path: "/enrollments", body: { course_id: 5 } },
    });
    for (const second of [2, 3])
      expect(() => assertMayEnrol({ ...window, asked_at: at(second) }, [], noLine)).not.toThrow();
    expect(refusal({ ...window, asked_at: at(4) })).toMatchObject({
      code: "enrollment.closed",
      details: { extensions: { closed_at: at(4) } },
    });
    const promised = () => assertMayEnrol({ ...window, asked_at: at(5) }, [], offered);
    expect(promised, "a seat was held for her before").not.toThrow();
  });

  it("tells a program which courses come first, and points at course_id", () => {
    const { details, message } = refusal({ ...open }, [algebra, { id: 9, title: "Sets" }]);
    expect(details.extensions).toEqual({
      missing_courses: [algebra, { id: 9, title: "Sets" }],
      next: { method: "GET", path: "/courses/7" },
    });
    expect(details.errors).toMatchObject([{ field: "course_id" }]);
    expect(message).toContain("Algebra, Sets");
  });
});

describe("seats", () => {
  const full = { ...open, enrolled_count: 2 };
  const waiting: Line = { lapsed: 0, own: { id: 1, status: "waiting" } };

  it.each<[string, Standing, Line, boolean]>([
    ["one that is free", open, noLine, true],
    ["none where all are taken", full, noLine, false],
    ["none where the rest are held", { ...open, held_count: 1 }, noLine, false],
    ["one that was held too long", { ...open, held_count: 1 }, { lapsed: 1, own: null }, true],
    ["none before those who wait", { ...open, waiting_count: 1 }, noLine, false],
    [
      "none before those who wait for a course without limit",
      { ...open, capacity: null, waiting_count: 1 },
      noLine,
      false,
    ],
    ["the one that is held for her", { ...full, waiting_count: 3 }, offered, true],
    ["none while she waits", { ...open, waiting_count: 1 }, waiting, false],
  ])("are for whoever comes: %s", (_, seats, line, expected) => {
    expect(mayHaveSeat(seats, line)).toBe(expected);
  });

  it.each([
    [{ capacity: 10, enrolled_count: 8, held_count: 1, waiting_count: 5 }, 0, 1],
    [{ capacity: 10, enrolled_count: 8, held_count: 1, waiting_count: 5 }, 1, 2],
    [{ capacity: 10, enrolled_count: 10, held_count: 0, waiting_count: 5 }, 0, 0],
    [{ capacity: 10, enrolled_count: 2, held_count: 0, waiting_count: 5 }, 0, 5],
    [{ capacity: null, enrolled_count: 2, held_count: 0, waiting_count: 5 }, 0, 5],
  ])("are offered as far as they go: %o, %i lapsed", (seats, lapsed, expected) => {
    expect(seatsToOffer(seats, lapsed)).toBe(expected);
  });
});

describe("enrolments", () => {
  it("gives each attempt one workflow id", () => {
    expect(enrollmentWorkflowId({ enrollment_id: 12, attempt: 3 })).toBe("enrol-12-3");
  });

  it("lets nobody go on in a course she has left", () => {
    expect(() => assertNotDropped({ status: "dropped", course_id: 5 })).toThrow(/left this course/);
    expect(() => assertNotDropped({ status: "active", course_id: 5 })).not.toThrow();
    expect(() => assertNotDropped({ status: "completed", course_id: 5 })).not.toThrow();
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

import * as fc from "fast-check";
import { countEvents } from "@smartcourse/contracts/analytics/consumers";
import { describe, expect, it } from "vitest";
import { countsOf } from "./counters.ts";

const at = "2026-03-01T23:59:59.000Z";
const day = "2026-03-01";
const enrollment = { enrollment_id: 1, student_id: 2, course_id: 3 };

const samples: Record<string, { data: Record<string, unknown>; counts: [string, string, number][] }> = {
  "user.registered": {
    data: { user_id: 2, role: "student", registered_at: at },
    counts: [
      ["users", "all", 1],
      ["users", "role:student", 1],
    ],
  },
  "user.role_changed": {
    data: { user_id: 2, from: "student", to: "instructor", changed_at: at },
    counts: [
      ["users", "role:student", -1],
      ["users", "role:instructor", 1],
    ],
  },
  "course.published": {
    data: { course_id: 3, instructor_id: 4, title: "Sets", version: 2, published_at: at },
    counts: [
      ["publications", "all", 1],
      ["publications", "course:3", 1],
    ],
  },
  "student.enrolled": { data: { ...enrollment, enrolled_at: at }, counts: ofCourse("enrollments") },
  "student.dropped": {
    data: { ...enrollment, dropped_at: at, announced: true },
    counts: ofCourse("drops"),
  },
  "enrollment.cancelled": {
    data: { ...enrollment, reason: "no progress row", cancelled_at: at },
    counts: ofCourse("cancellations"),
  },
  "progress.updated": {
    data: { ...enrollment, module_id: 5, completion_percentage: 50, updated_at: at },
    counts: ofCourse("progress_updates"),
  },
  "course.completed": {
    data: { ...enrollment, completed_at: at, duration_days: 4 },
    counts: ofCourse("completions"),
  },
};

function ofCourse(name: string): [string, string, number][] {
  return [
    [name, "all", 1],
    [name, "course:3", 1],
  ];
}

describe("counters", () => {
  it.each(countEvents.events.map(({ type }) => type))("counts %s on its own day", (type) => {
    const sample = samples[type];
    const expected = sample?.counts.map(([name, dimension, value]) => ({ name, dimension, day, value }));
    expect(countsOf({ type, data: sample?.data })).toEqual(expected);
  });

  it("counts an enrolment that was left before it was announced as cancelled, not as dropped", () => {
    const data = { ...enrollment, dropped_at: at, announced: false };
    expect(countsOf({ type: "student.dropped", data }).map(({ name }) => name)).toEqual([
      "cancellations",
      "cancellations",
    ]);
  });

  it("counts nothing for a role that stayed the same, nor for an event it does not know", () => {
    const data = { user_id: 2, from: "admin", to: "admin", changed_at: at };
    expect(countsOf({ type: "user.role_changed", data })).toEqual([]);
    expect(countsOf({ type: "ai.asked", data: {} })).toEqual([]);
  });

  it("names no total twice for one event: they are written by one statement", () => {
    for (const [type, { data }] of Object.entries(samples)) {
      const keys = countsOf({ type, data }).map(({ name, dimension, day }) => `${name} ${dimension} ${day}`);
      expect(keys).toEqual([...new Set(keys)]);
    }
  });

  it("adds up to the same in whatever order the events come", () => {
    const event = fc.constantFrom(...Object.entries(samples)).map(([type, { data }]) => ({ type, data }));
    const shuffled = fc.array(event, { maxLength: 40 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        other: fc.shuffledSubarray(events, { minLength: events.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, other }) => {
        expect(sums(other)).toEqual(sums(events));
      }),
    );
  });
});

function sums(events: readonly { type: string; data: unknown }[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { name, dimension, value } of events.flatMap(countsOf)) {
    totals[`${name} ${dimension}`] = (totals[`${name} ${dimension}`] ?? 0) + value;
  }
  return totals;
}

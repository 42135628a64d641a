import * as fc from "fast-check";
import { countEvents } from "@smartcourse/contracts/analytics/consumers";
import { describe, expect, it } from "vitest";
import { countsOf } from "./counters.ts";
import { bucketOf } from "./durations.ts";

const at = "2026-03-01T23:59:59.000Z";
const subject = { enrollment_id: 1, student_id: 2, course_id: 3 };
const waiting = { waitlist_entry_id: 9, student_id: 2, course_id: 3 };
const certificate = { certificate_id: "c", ...subject };
const course = { course_id: 3, instructor_id: 4, title: "Sets", version: 2 };
const threeDays = 3 * 86_400;

/** An event of each kind, and what it adds to the sums of course 3, and so of the platform. */
const samples: Record<string, { data: Record<string, unknown>; adds: Record<string, number> }> = {
  "course.published": { data: { ...course, published_at: at }, adds: { publications: 1 } },
  "course.archived": { data: { ...course, archived_at: at }, adds: {} },
  "course.restored": { data: { ...course, restored_at: at }, adds: {} },
  "student.enrolled": { data: { ...subject, enrolled_at: at }, adds: { enrollments: 1 } },
  "student.dropped": { data: { ...subject, dropped_at: at, announced: true }, adds: { drops: 1 } },
  "enrollment.cancelled": {
    data: { ...subject, reason: "no progress row", cancelled_at: at },
    adds: { cancellations: 1 },
  },
  "progress.updated": {
    data: { ...subject, module_id: 5, completion_percentage: 50, updated_at: at },
    adds: { progress_updates: 1 },
  },
  "course.completed": {
    data: { ...subject, enrolled_at: "2026-02-26T23:59:59.000Z", completed_at: at, duration_days: 3 },
    adds: { completions: 1, completion_seconds: threeDays, [`completion_times ${bucketOf(threeDays)}`]: 1 },
  },
  "student.waitlisted": { data: { ...waiting, position: 1, waitlisted_at: at }, adds: { waitlisted: 1 } },
  "seat.offered": { data: { ...waiting, offered_at: at, expires_at: at }, adds: { seat_offers: 1 } },
  "waitlist.left": { data: { ...waiting, outcome: "left", left_at: at }, adds: { waitlist_ends: 1 } },
  "certificate.issued": { data: { ...certificate, issued_at: at }, adds: { certificates: 1 } },
  "certificate.revoked": {
    data: { ...certificate, reason: "a mistake", revoked_at: at },
    adds: { certificates_revoked: 1 },
  },
  "ai.asked": {
    data: {
      course_id: 3,
      version: 1,
      user_id: 2,
      answered: true,
      confidence: 0.873,
      duration_ms: 950,
      asked_at: at,
    },
    adds: { questions: 1, questions_answered: 1, confidence: 873, answer_milliseconds: 950 },
  },
};
const accounts: Record<string, { data: Record<string, unknown>; adds: Record<string, number> }> = {
  "user.registered": {
    data: { user_id: 2, role: "student", registered_at: at },
    adds: { student_accounts: 1 },
  },
  "user.role_changed": {
    data: { user_id: 2, from: "student", to: "instructor", changed_at: at },
    adds: { student_accounts: -1, instructor_accounts: 1 },
  },
};

const added = (event: { type: string; data: unknown }, courseId: number) =>
  Object.fromEntries(
    countsOf(event)
      .filter(({ course_id }) => course_id === courseId)
      .map(({ name, bucket, value }) => [bucket === 0 ? name : `${name} ${bucket}`, value]),
  );

describe("sums", () => {
  it.each(Object.entries(samples))("count %s for its course and for the platform", (type, { data, adds }) => {
    expect(added({ type, data }, 3)).toEqual(adds);
    expect(added({ type, data }, 0)).toEqual(adds);
    expect(countsOf({ type, data }).every(({ time }) => time === at)).toBe(true);
  });

  it.each(Object.entries(accounts))("count %s for the platform alone", (type, { data, adds }) => {
    expect(added({ type, data }, 0)).toEqual(adds);
    expect(countsOf({ type, data })).toHaveLength(Object.keys(adds).length);
  });

  it("know every event that the consumer gets", () => {
    const known = Object.keys({ ...samples, ...accounts });
    expect(known.toSorted()).toEqual(countEvents.events.map(({ type }) => type).toSorted());
  });

  it("take an enrolment that was left before it was announced as cancelled, not as dropped", () => {
    const data = { ...subject, dropped_at: at, announced: false };
    expect(added({ type: "student.dropped", data }, 3)).toEqual({ cancellations: 1 });
  });

  it("take the days where an event does not say when she enrolled", () => {
    const data = { ...subject, completed_at: at, duration_days: 3 };
    expect(added({ type: "course.completed", data }, 3)).toMatchObject({ completion_seconds: threeDays });
  });

  it("stay as they are by a role that stayed the same, and by an event that nobody counts", () => {
    const data = { user_id: 2, from: "admin", to: "admin", changed_at: at };
    expect(countsOf({ type: "user.role_changed", data })).toEqual([]);
    expect(countsOf({ type: "course.updated", data: {} })).toEqual([]);
  });

  it("are named once by one event: they are written by one statement", () => {
    for (const [type, { data }] of Object.entries({ ...samples, ...accounts })) {
      const keys = countsOf({ type, data }).map(
        (count) => `${count.name} ${count.course_id} ${count.bucket}`,
      );
      expect(keys).toEqual([...new Set(keys)]);
    }
  });
});

describe("durations", () => {
  it("fall into buckets in their order", () => {
    const seconds = fc.integer({ min: 0, max: 400_000_000 });
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        expect(bucketOf(Math.min(a, b))).toBeLessThanOrEqual(bucketOf(Math.max(a, b)));
      }),
    );
  });
});

import { randomInt } from "node:crypto";
import { countEvents } from "@smartcourse/contracts/analytics/consumers";
import { deadLetterTopic } from "@smartcourse/contracts/events";
import { consumerRetries, retryQueueName } from "@smartcourse/contracts/retry";
import { countPublished } from "@smartcourse/core/analytics/activity-store";
import { confirmEnrollment } from "@smartcourse/core/enrollments/confirm-enrollment";
import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import { handler as completeEnrollment } from "../../../functions/enrollments/complete-enrollment.ts";
import { handler as updateProgress } from "../../../functions/enrollments/update-progress.ts";
import { call } from "../../support/call.ts";
import { enrolQuietly, eventsOf, makeCourse, person } from "../enrollments/fixtures.ts";
import { consume, event, retry, sentTo, totals } from "./fixtures.ts";

const at = "2026-03-01T12:00:00.000Z";
const deadLetters = () => sentTo(deadLetterTopic(countEvents.group));
const retries = () => sentTo(retryQueueName(countEvents));

const accounts = async (role: string) => (await totals(0))[`${role}_accounts`] ?? 0;

/** A course that no other test counts for. */
const someCourse = () => randomInt(1_000_000_000, 2_000_000_000);
const enrolled = (course_id: number, enrollment_id = 1) =>
  event("student.enrolled", { ...subject(course_id, enrollment_id), enrolled_at: at });
const subject = (course_id: number, enrollment_id = 1) => ({
  enrollment_id,
  student_id: enrollment_id,
  course_id,
});
const published = (course_id: number, version: number, revision: number) =>
  event(
    "course.published",
    { course_id, instructor_id: 1, title: "Sets", version, published_at: at },
    revision,
  );
const publishedCourses = () => countPublished(postgres(), { kind: "platform" });

describe("counting events", () => {
  it("counts what an enrolment went through, as its outbox tells it", async () => {
    const [student, course] = [await person("student"), await makeCourse({ modules: [1, 2] })];
    const id = await enrolQuietly(student, course);
    await postgres()
      .transaction()
      .execute((tx) => confirmEnrollment(tx, { enrollment_id: id, attempt: 1 }));
    const { token } = student;
    await call(updateProgress, { token, method: "PUT", params: { id }, body: { completed_modules: [1, 2] } });
    await call(completeEnrollment, { token, method: "POST", params: { id } });
    const events = await eventsOf(id);
    expect(events.map(({ type }) => type)).toEqual([
      "student.enrolled",
      "progress.updated",
      "progress.updated",
      "course.completed",
    ]);
    await consume(...events);
    expect(await totals(course)).toMatchObject({ enrollments: 1, progress_updates: 2, completions: 1 });
  });

  it("counts an event once, in whatever batch and however often it comes", async () => {
    const course = someCourse();
    const [first, second] = [enrolled(course), enrolled(course, 2)];
    await consume(first, first, second);
    await Promise.all([consume(first), consume(second, first), consume(second)]);
    await retry({ attempt: 1, event: first });
    expect(await totals(course)).toEqual({ enrollments: 2 });
  });

  it("counts every one of 40 that come through many consumers at once", async () => {
    const course = someCourse();
    const events = Array.from({ length: 40 }, (_, index) => [
      enrolled(course, index + 1),
      event("progress.updated", {
        ...subject(course, index + 1),
        module_id: 1,
        completion_percentage: 50,
        updated_at: at,
      }),
    ]);
    await Promise.all(events.map((pair, index) => consume(...(index % 2 === 0 ? pair : pair.toReversed()))));
    expect(await totals(course)).toEqual({ enrollments: 40, progress_updates: 40 });
  });

  it("counts people who change roles in opposite directions at once", async () => {
    const before = [await accounts("student"), await accounts("admin")];
    const change = (from: string, to: string) =>
      event("user.role_changed", { user_id: 1, from, to, changed_at: at });
    const changes = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0 ? change("student", "admin") : change("admin", "student"),
    );
    await Promise.all(changes.map((changed) => consume(changed)));
    const after = [await accounts("student"), await accounts("admin")];
    const moved = after.map((count, index) => count - (before[index] ?? 0));
    expect(moved).toEqual([20, -20]);
  });

  it("knows what is published now, whatever it hears last", async () => {
    const [course, other] = [someCourse(), someCourse()];
    const about = { instructor_id: 1, title: "Sets", version: 1 };
    const archived = event("course.archived", { ...about, course_id: course, archived_at: at }, 5);
    const restored = event("course.restored", { ...about, course_id: other, restored_at: at }, 7);
    const before = await publishedCourses();
    await consume(archived, published(course, 2, 4), published(course, 1, 2));
    await consume(published(other, 1, 2), restored);
    await consume(event("course.archived", { ...about, course_id: other, archived_at: at }, 6));
    expect(await publishedCourses()).toBe(before + 1);
  });

  it("keeps the quarter of an hour and the day of the event, not of its counting", async () => {
    const course = someCourse();
    await consume(event("student.enrolled", { ...subject(course), enrolled_at: "2026-03-01T12:44:59.000Z" }));
    const rows = await postgres()
      .selectFrom("analytics_counters")
      .select(["span", "slot", "value"])
      .where("course_id", "=", course)
      .orderBy("span")
      .execute();
    expect(rows).toEqual([
      { span: 15, slot: "2026-03-01T12:30:00.000Z", value: 1 },
      { span: 1440, slot: "2026-03-01T00:00:00.000Z", value: 1 },
    ]);
  });

  it("passes over events that are none of its business", async () => {
    const [before, course] = [await deadLetters(), someCourse()];
    await consume(event("course.updated", { course_id: course }), enrolled(course));
    expect(await totals(course)).toEqual({ enrollments: 1 });
    expect(await deadLetters()).toHaveLength(before.length);
  });
});

describe("poison", () => {
  it("goes to the dead-letter topic at once, and delays none of its neighbours", async () => {
    const [course, before] = [someCourse(), await deadLetters()];
    const unreadable = `{"no": "json`;
    const noEnvelope = JSON.stringify({ hello: "world" });
    const noPayload = event("student.enrolled", { enrollment_id: "one" });
    await consume(enrolled(course), unreadable, noEnvelope, noPayload, enrolled(course, 2));
    expect(await totals(course)).toEqual({ enrollments: 2 });
    const buried = (await deadLetters()).slice(before.length);
    expect(buried).toMatchObject([
      { consumer: "analytics.countEvents", record: unreadable },
      { consumer: "analytics.countEvents", record: noEnvelope },
      { consumer: "analytics.countEvents", record: JSON.stringify(noPayload) },
    ]);
    for (const { reason } of buried) expect(reason).not.toBe("");
  });
});

describe("an event on which the effect fails", () => {
  it("is tried again apart from its neighbours, then buried; and is counted when it is mended", async () => {
    const [bad, good] = [someCourse(), someCourse()];
    await fillTotal(bad);
    const [buriedBefore, retriesBefore] = [await deadLetters(), await retries()];
    const failing = enrolled(bad);
    await consume(failing, enrolled(good));
    expect(await totals(good)).toEqual({ enrollments: 1 });
    for (let attempt = 1; attempt <= consumerRetries; attempt++) {
      const queued = (await retries()).slice(retriesBefore.length);
      expect(queued).toHaveLength(attempt);
      expect(queued.at(-1)).toMatchObject({ attempt, event: { id: failing.id } });
      expect(await deadLetters()).toHaveLength(buriedBefore.length);
      await retry(queued.at(-1) ?? {});
    }
    expect(await retries()).toHaveLength(retriesBefore.length + consumerRetries);
    const buried = (await deadLetters()).slice(buriedBefore.length);
    expect(buried).toHaveLength(1);
    expect(JSON.parse(String(buried[0]?.["record"]))).toEqual(failing);

    await postgres().deleteFrom("analytics_counters").where("course_id", "=", bad).execute();
    await consume(failing, failing);
    expect(await totals(bad)).toEqual({ enrollments: 1 });
  });

  /** Brings a course's total to the largest bigint: one more is an error of Postgres, and stays one. */
  async function fillTotal(course: number): Promise<void> {
    const key = { name: "enrollments", course_id: course, span: 1440, slot: "2026-03-01T00:00:00Z" };
    await postgres()
      .insertInto("analytics_counters")
      .values({ ...key, value: 9_223_372_036_854_775_000 })
      .execute();
    await postgres()
      .updateTable("analytics_counters")
      .set((eb) => ({ value: eb("value", "+", 807) }))
      .where("course_id", "=", course)
      .execute();
  }
});

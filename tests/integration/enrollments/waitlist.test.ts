import { cancelEnrollment } from "@smartcourse/core/enrollments/cancel-enrollment";
import { sweepWaitlists } from "@smartcourse/core/enrollments/sweep-waitlists";
import { postgres } from "@smartcourse/platform/postgres";
import { afterEach, describe, expect, it } from "vitest";
import { handler as archiveCourse } from "../../../functions/courses/archive-course.ts";
import { handler as restoreCourse } from "../../../functions/courses/restore-course.ts";
import { handler as enrol } from "../../../functions/enrollments/enroll-student.ts";
import { handler as listWaitlist } from "../../../functions/enrollments/list-waitlist.ts";
import { call } from "../../support/call.ts";
import { enrolBy, makeCourse, person, seats } from "./fixtures.ts";
import { leave } from "./student-actions.ts";
import {
  changeCourse,
  courseWithLine,
  expectSound,
  leaveLine,
  letOfferPass,
  lineOf,
  readEntry,
  waitEvents,
} from "./waiting.ts";

let course: number;
afterEach(() => expectSound(course));

async function begin(options: Parameters<typeof courseWithLine>[0] = {}) {
  const situation = await courseWithLine(options);
  ({ course } = situation);
  const [first, second] = situation.line;
  const [entry, nextEntry] = situation.entries;
  const [inside] = situation.inside;
  const [enrollment] = situation.enrollments;
  if (!first || !second || !entry || !nextEntry || !inside || !enrollment) throw new Error("too few");
  return { ...situation, first, second, entry, nextEntry, insider: inside, enrollment };
}

describe("a full course", () => {
  it("answers 202 with the place in its line, and says so once", async () => {
    const { line, entries, first, entry } = await begin({ seats: 2, waiting: 3 });
    const asked = await enrolBy(first, course);
    expect(asked).toMatchObject({
      status: 202,
      headers: { location: `/waitlist/${entry}` },
      body: { id: entry, course_id: course, status: "waiting", position: 1, offer_expires_at: null },
    });
    expect(asked.body.next).toEqual({ method: "GET", path: `/waitlist/${entry}` });
    for (const [index, student] of line.entries()) {
      const id = entries[index] ?? 0;
      expect((await readEntry(student, id)).body).toMatchObject({ position: index + 1 });
      expect(await waitEvents(id)).toMatchObject([
        { type: "student.waitlisted", data: { student_id: student.id, position: index + 1 } },
      ]);
    }
    expect(await seats(course)).toBe(2);
  });

  it("refuses her who does not want to wait, with its seats and the way into the line", async () => {
    await begin({ seats: 2, waiting: 2 });
    const { token } = await person("student");
    const body = { course_id: course, waitlist: false };
    expect(await call(enrol, { method: "POST", token, body })).toMatchObject({
      status: 409,
      body: {
        code: "course.full",
        seats: { capacity: 2, enrolled: 2, held: 0, waiting: 2 },
        next: { method: "POST", path: "/enrollments", body: { course_id: course } },
      },
    });
  });

  it("keeps one place of her who asks 10 times at once", async () => {
    await begin();
    const student = await person("student");
    const replies = await Promise.all(Array.from({ length: 10 }, () => enrolBy(student, course)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(replies.map(({ body }) => `${body.id} at ${body.position}`)).size).toBe(1);
  });

  it("shows a place to nobody else", async () => {
    const { second, entry } = await begin();
    expect(await readEntry(second, entry)).toMatchObject({
      status: 404,
      body: { code: "waitlist.not_found", next: { path: "/waitlist" } },
    });
    expect(await leaveLine(second, entry)).toMatchObject({ status: 404 });
  });

  it("lists her places, newest first, page by page", async () => {
    const { first, entry } = await begin();
    const other = await makeCourse({ capacity: 1 });
    await enrolBy(await person("student"), other);
    const { body } = await enrolBy(first, other);
    const list = (query: Record<string, string>) => call(listWaitlist, { token: first.token, query });
    const page = await list({ limit: "1" });
    expect(page.body.items).toMatchObject([{ id: body.id, position: 1 }]);
    const rest = await list({ limit: "1", cursor: page.body.next_cursor });
    expect(rest.body).toMatchObject({ items: [{ id: entry }], next_cursor: null });
    expect((await list({ status: "offered" })).body.items).toEqual([]);
  });
});

describe("a seat that frees", () => {
  it("is held for the first in line, who takes it by asking again", async () => {
    const { insider, enrollment, first, entry, nextEntry, second } = await begin();
    await leave(insider, enrollment);
    const offer = (await readEntry(first, entry)).body;
    expect(offer).toMatchObject({
      status: "offered",
      position: null,
      next: { method: "POST", path: "/enrollments", body: { course_id: course } },
    });
    expect(Date.parse(offer.offer_expires_at) - Date.parse(offer.offered_at)).toBe(24 * 3_600_000);
    expect((await readEntry(second, nextEntry)).body).toMatchObject({ status: "waiting", position: 1 });
    const taken = await enrolBy(first, course);
    expect(taken).toMatchObject({ status: 201, body: { course_id: course, status: "active" } });
    expect((await readEntry(first, entry)).body).toMatchObject({ status: "enrolled", next: null });
    expect(await waitEvents(entry)).toMatchObject([
      { type: "student.waitlisted", aggregateversion: 1 },
      { type: "seat.offered", aggregateversion: 2, data: { expires_at: offer.offer_expires_at } },
      { type: "waitlist.left", aggregateversion: 3, data: { outcome: "enrolled" } },
    ]);
    expect(await enrolBy(first, course)).toMatchObject({
      status: 409,
      body: { code: "enrollment.exists", enrollment_id: taken.body.id },
    });
  });

  it("is nobody else's, however they ask", async () => {
    const { insider, enrollment, second, first } = await begin();
    await leave(insider, enrollment);
    const stranger = await person("student");
    const replies = await Promise.all([stranger, second, insider].map((one) => enrolBy(one, course)));
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await enrolBy(first, course)).toMatchObject({ status: 201 });
  });

  it("is taken once by her who asks for it 8 times at once", async () => {
    const { insider, enrollment, first } = await begin();
    await leave(insider, enrollment);
    const replies = await Promise.all(Array.from({ length: 8 }, () => enrolBy(first, course)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = replies.filter(({ status }) => status !== 201);
    expect(new Set(others.map(({ body }) => body.code))).toEqual(new Set(["enrollment.exists"]));
  });

  it("passes on when its time is over: by the sweep, to each in turn", async () => {
    const { insider, enrollment, entry, nextEntry, first, second } = await begin();
    await leave(insider, enrollment);
    await letOfferPass(entry);
    expect(await enrolBy(first, course), "at the end of the line").toMatchObject({
      status: 202,
      body: { status: "waiting", position: 1 },
    });
    expect(await lineOf(course)).toEqual(["expired", "offered", "waiting"]);
    expect((await waitEvents(entry)).at(-1)).toMatchObject({
      type: "waitlist.left",
      data: { outcome: "expired" },
    });
    await letOfferPass(nextEntry);
    await sweepWaitlists(postgres());
    expect(await lineOf(course)).toEqual(["expired", "expired", "offered"]);
    expect(await leaveLine(second, nextEntry)).toMatchObject({
      status: 409,
      body: { code: "waitlist.ended", waitlist_status: "expired", next: { path: "/enrollments" } },
    });
    expect(await enrolBy(first, course)).toMatchObject({ status: 201 });
  });

  it("is there at once for whoever asks after an offer that nobody took, before any sweep", async () => {
    const { insider, enrollment, entry, second, nextEntry } = await begin();
    await leaveLine(second, nextEntry);
    await leave(insider, enrollment);
    await letOfferPass(entry);
    expect(await enrolBy(await person("student"), course)).toMatchObject({ status: 201 });
    expect(await lineOf(course)).toEqual(["expired", "left"]);
  });

  it("comes from an enrolment that failed, too", async () => {
    const { enrollment, entry, first } = await begin();
    await postgres()
      .transaction()
      .execute((tx) => cancelEnrollment(tx, { enrollment_id: enrollment, attempt: 1, reason: "it failed" }));
    expect((await readEntry(first, entry)).body).toMatchObject({ status: "offered" });
  });
});

describe("leaving the line", () => {
  it("moves those behind up, and is done once", async () => {
    const { first, second, entry, nextEntry } = await begin();
    const replies = await Promise.all([1, 2, 3].map(() => leaveLine(first, entry)));
    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await readEntry(second, nextEntry)).body).toMatchObject({ position: 1 });
    expect((await waitEvents(entry)).map(({ type }) => type)).toEqual([
      "student.waitlisted",
      "waitlist.left",
    ]);
    expect(await enrolBy(first, course), "at the end, with a place of its own").toMatchObject({
      status: 202,
      body: { position: 2 },
    });
  });

  it("passes a held seat to the next", async () => {
    const { insider, enrollment, first, entry } = await begin();
    await leave(insider, enrollment);
    expect(await leaveLine(first, entry)).toMatchObject({ status: 204 });
    expect(await lineOf(course)).toEqual(["left", "offered"]);
  });

  it("is over with the seat", async () => {
    const { insider, enrollment, first, entry } = await begin();
    await leave(insider, enrollment);
    await enrolBy(first, course);
    expect(await leaveLine(first, entry)).toMatchObject({
      status: 409,
      body: {
        code: "waitlist.ended",
        waitlist_status: "enrolled",
        next: { path: "/enrollments/my-courses" },
      },
    });
  });
});

describe("a course that changes", () => {
  it("offers what it grows by, in the same commit, for as long as it says", async () => {
    const { instructor, line, entries } = await begin({ seats: 1, waiting: 4 });
    await changeCourse(instructor, course, { capacity: 3, waitlist_offer_hours: 2 });
    expect(await lineOf(course)).toEqual(["offered", "offered", "waiting", "waiting"]);
    const [student, id] = [line[0], entries[0]];
    if (student === undefined || id === undefined) throw new Error("nobody waits");
    const { body } = await readEntry(student, id);
    expect(Date.parse(body.offer_expires_at) - Date.parse(body.offered_at)).toBe(2 * 3_600_000);
    await changeCourse(instructor, course, { capacity: null });
    expect(await lineOf(course)).toEqual(["offered", "offered", "offered", "offered"]);
    expect(await enrolBy(await person("student"), course)).toMatchObject({ status: 201 });
  });

  it("cannot take seats away that are taken or held", async () => {
    const { instructor, insider, enrollment } = await begin({ seats: 3, waiting: 2 });
    await leave(insider, enrollment);
    expect(await changeCourse(instructor, course, { capacity: 2 })).toMatchObject({
      status: 409,
      body: { code: "course.seats_taken", seats: { enrolled: 2, held: 1 } },
    });
  });

  it("offers nothing while it is archived, and goes on when it is back", async () => {
    const { instructor, insider, enrollment, first } = await begin();
    await call(archiveCourse, { method: "POST", token: instructor.token, params: { id: course } });
    await leave(insider, enrollment);
    expect(await lineOf(course)).toEqual(["waiting", "waiting"]);
    expect(await enrolBy(first, course)).toMatchObject({ status: 404, body: { code: "course.not_found" } });
    await call(restoreCourse, { method: "POST", token: instructor.token, params: { id: course } });
    expect(await lineOf(course)).toEqual(["offered", "waiting"]);
    expect(await enrolBy(first, course)).toMatchObject({ status: 201 });
  });

  it("offers nothing after enrolment has ended, but keeps what it has offered", async () => {
    const { instructor, inside, enrollments, first } = await begin({ seats: 2, waiting: 2 });
    const [one, other] = inside;
    if (one === undefined || other === undefined) throw new Error("nobody is inside");
    await leave(one, enrollments[0] ?? 0);
    await changeCourse(instructor, course, {
      enrollment_closes_at: new Date(Date.now() - 1_000).toISOString(),
    });
    await leave(other, enrollments[1] ?? 0);
    await sweepWaitlists(postgres());
    expect(await lineOf(course)).toEqual(["offered", "waiting"]);
    expect(await enrolBy(first, course)).toMatchObject({ status: 201 });
    expect(await enrolBy(await person("student"), course)).toMatchObject({
      body: { code: "enrollment.closed" },
    });
  });

  it("lets nobody overtake when enrolment opens again by itself, before any sweep", async () => {
    const { insider, enrollment, first, entry } = await begin();
    const setClosing = (enrollment_closes_at: Date) =>
      postgres().updateTable("courses").set({ enrollment_closes_at }).where("id", "=", course).execute();
    await setClosing(new Date(Date.now() - 1_000));
    await leave(insider, enrollment);
    await setClosing(new Date(Date.now() + 3_600_000));
    expect(await lineOf(course)).toEqual(["waiting", "waiting"]);
    expect(await enrolBy(await person("student"), course)).toMatchObject({
      status: 202,
      body: { position: 2 },
    });
    expect((await readEntry(first, entry)).body).toMatchObject({ status: "offered" });
  });

  it("asks who is offered a seat for what must come first, and keeps it for her meanwhile", async () => {
    const { instructor, insider, enrollment, first, entry } = await begin();
    const basics = await makeCourse();
    await changeCourse(instructor, course, { prerequisites: [basics] });
    await leave(insider, enrollment);
    expect(await enrolBy(first, course)).toMatchObject({
      status: 409,
      body: { code: "enrollment.prerequisites", missing_courses: [{ id: basics }] },
    });
    expect((await readEntry(first, entry)).body).toMatchObject({ status: "offered" });
    await changeCourse(instructor, course, { prerequisites: [] });
    expect(await enrolBy(first, course)).toMatchObject({ status: 201 });
  });
});

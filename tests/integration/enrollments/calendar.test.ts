import ICAL from "ical.js";
import { postgres } from "@smartcourse/platform/postgres";
import { expect, it } from "vitest";
import { handler as createCalendar } from "../../../functions/enrollments/create-calendar.ts";
import { handler as deleteCalendar } from "../../../functions/enrollments/delete-calendar.ts";
import { handler as getCalendar } from "../../../functions/enrollments/get-calendar.ts";
import { call } from "../../support/call.ts";
import { type Person, addVersion, enrolBy, makeCourse, person } from "./fixtures.ts";
import { leave } from "./student-actions.ts";
import { changeCourse } from "./waiting.ts";

async function subscribe({ token }: Person): Promise<string> {
  const { status, body } = await call(createCalendar, { token });
  expect(status).toBe(201);
  const [, secret] = /\/enrollments\/calendar\/([\w-]{43})$/.exec(body.url) ?? [];
  return secret ?? "";
}

const read = (token: string, headers: Record<string, string> = {}) =>
  call(getCalendar, { params: { token }, headers });

/** What another reader of calendars makes of it: what, and when, in order. */
function eventsIn(text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  return events
    .map(({ startDate, summary }) => `${startDate.toJSDate().toISOString()} ${summary}`)
    .toSorted();
}

/** Has the published version say when its lessons are due. */
async function date(course: number, version: number, lessons: readonly [title: string, due: string][]) {
  const dated = lessons.map(([title, due_at], index) => ({
    module_id: 1,
    lesson_id: index + 2,
    title,
    due_at,
  }));
  await postgres()
    .updateTable("course_versions")
    .set({ dated_lessons: JSON.stringify(dated) })
    .where("course_id", "=", course)
    .where("version", "=", version)
    .execute();
}

it("has the dates of the versions that she reads, of seats that are held for her, and of enrolment", async () => {
  const student = await person("student");
  const knots = await makeCourse();
  await date(knots, 1, [["Essay; on knots, long", "2031-03-01T09:00:00.000Z"]]);
  await enrolBy(student, knots);
  await addVersion(knots, 2, [1]);
  await date(knots, 2, [["Another essay", "2031-04-01T09:00:00.000Z"]]);
  await postgres()
    .updateTable("courses")
    .set({ published_version: 2, title: "Knots" })
    .where("id", "=", knots)
    .execute();
  const [instructor, insider] = [await person("instructor"), await person("student")];
  const course = await makeCourse({ instructor, capacity: 1 });
  const inside = await enrolBy(insider, course);
  await enrolBy(student, course);
  await changeCourse(instructor, course, { title: "Sails", enrollment_closes_at: "2031-02-01T00:00:00Z" });
  const secret = await subscribe(student);
  expect(eventsIn((await read(secret)).body)).toEqual([
    "2031-02-01T00:00:00.000Z Enrolment closes (Sails)",
    "2031-03-01T09:00:00.000Z Essay; on knots, long is due (Knots)",
  ]);
  await leave(insider, inside.body.id);
  const { offer_expires_at } = await postgres()
    .selectFrom("waitlist_entries")
    .select("offer_expires_at")
    .where("student_id", "=", student.id)
    .executeTakeFirstOrThrow();
  // A calendar counts in seconds.
  const until = `${offer_expires_at?.slice(0, "2031-02-01T00:00:00".length)}.000Z`;
  expect(eventsIn((await read(secret)).body)).toContain(`${until} Your seat is held until now (Sails)`);
});

it("is told by its type, and not told again while nothing has changed", async () => {
  const student = await person("student");
  const secret = await subscribe(student);
  const first = await read(secret);
  expect(first).toMatchObject({
    status: 200,
    headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache" },
  });
  expect(eventsIn(first.body)).toEqual([]);
  const tag = first.headers["etag"] ?? "";
  expect(await read(secret, { "if-none-match": tag })).toMatchObject({ status: 304 });
  const course = await makeCourse();
  await date(course, 1, [["Essay", "2031-03-01T09:00:00.000Z"]]);
  await enrolBy(student, course);
  expect(await read(secret, { "if-none-match": tag })).toMatchObject({ status: 200 });
});

it("has one secret at a time, which is kept as a hash and can be taken back", async () => {
  const student = await person("student");
  const first = await subscribe(student);
  const second = await subscribe(student);
  expect(first).not.toBe(second);
  expect(await read(first)).toMatchObject({ status: 404, body: { code: "calendar.not_found" } });
  expect(await read(second)).toMatchObject({ status: 200 });
  const stored = await postgres()
    .selectFrom("calendar_feeds")
    .selectAll()
    .where("student_id", "=", student.id)
    .execute();
  expect(JSON.stringify(stored)).not.toContain(second);
  expect(stored[0]?.token_hash).toHaveLength(32);
  await call(deleteCalendar, { method: "DELETE", token: student.token });
  expect(await read(second)).toMatchObject({ status: 404 });
});

it("is shut with the account", async () => {
  const student = await person("student");
  const secret = await subscribe(student);
  await postgres().updateTable("users").set({ is_active: false }).where("id", "=", student.id).execute();
  expect(await read(secret)).toMatchObject({ status: 404 });
  expect(await read("x")).toMatchObject({ status: 404 });
});

import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { postgres } from "@smartcourse/platform/postgres";
import { expect } from "vitest";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { handler as getWaitlistEntry } from "../../../functions/enrollments/get-waitlist-entry.ts";
import { handler as leaveWaitlist } from "../../../functions/enrollments/leave-waitlist.ts";
import { type Response, call } from "../../support/call.ts";
import { type Person, enrolBy, makeCourse, people, person } from "./fixtures.ts";

/** A course whose seats are all taken, and students in its line, in order. */
export async function courseWithLine({ seats = 1, waiting = 2 } = {}) {
  const instructor = await person("instructor");
  const course = await makeCourse({ capacity: seats, instructor });
  const [inside, line] = [await people("student", seats), await people("student", waiting)];
  const enrollments: number[] = [];
  for (const student of inside) enrollments.push((await enrolBy(student, course)).body.id);
  const entries: number[] = [];
  for (const student of line) entries.push((await enrolBy(student, course)).body.id);
  return { instructor, course, inside, enrollments, line, entries };
}

export function readEntry({ token }: Person, id: number): Promise<Response> {
  return call(getWaitlistEntry, { token, params: { id } });
}

export function leaveLine({ token }: Person, id: number): Promise<Response> {
  return call(leaveWaitlist, { method: "DELETE", token, params: { id } });
}

export function changeCourse({ token }: Person, id: number, body: object): Promise<Response> {
  return call(updateCourse, { method: "PUT", token, params: { id }, body });
}

/** The status of each place in a course's line, in the order in which they were taken. */
export async function lineOf(courseId: number): Promise<string[]> {
  const rows = await entryRows(courseId);
  return rows.map(({ status }) => status);
}

function entryRows(courseId: number) {
  return postgres()
    .selectFrom("waitlist_entries")
    .select(["id", "status"])
    .where("course_id", "=", courseId)
    .orderBy("id")
    .execute();
}

/** What the outbox says of a place, in order. */
export async function waitEvents(entryId: number): Promise<CloudEvent[]> {
  const rows = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("kind", "=", "event")
    .where("aggregate_key", "=", String(entryId))
    .orderBy("id")
    .execute();
  const events = rows.map(({ message }) => message as CloudEvent);
  return events.filter(({ data }) => data["waitlist_entry_id"] === entryId);
}

/** Puts the end of an offer into the past, as if the hours had gone by. */
export async function letOfferPass(entryId: number): Promise<void> {
  await postgres()
    .updateTable("waitlist_entries")
    .set({ offer_expires_at: new Date(Date.now() - 1_000) })
    .where("id", "=", entryId)
    .execute();
}

/** What must hold of every course: its counts are the rows, and no seat is there twice. */
export async function expectSound(courseId: number): Promise<void> {
  const course = await postgres()
    .selectFrom("courses")
    .select(["capacity", "enrolled_count", "held_count", "waiting_count"])
    .where("id", "=", courseId)
    .executeTakeFirstOrThrow();
  const enrolled = await postgres()
    .selectFrom("enrollments")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("course_id", "=", courseId)
    .where("status", "<>", "dropped")
    .executeTakeFirstOrThrow();
  const line = await entryRows(courseId);
  const counted = (status: string) => line.filter((entry) => entry.status === status).length;
  expect(course).toMatchObject({
    enrolled_count: enrolled.count,
    held_count: counted("offered"),
    waiting_count: counted("waiting"),
  });
  const { capacity, enrolled_count, held_count } = course;
  if (capacity !== null) expect(enrolled_count + held_count).toBeLessThanOrEqual(capacity);
}

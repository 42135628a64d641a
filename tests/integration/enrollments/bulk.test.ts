import { sweepWaitlists } from "@smartcourse/core/enrollments/sweep-waitlists";
import { runBulkEnrollment } from "@smartcourse/core/enrollments/run-bulk-enrollment";
import { purgeRows } from "@smartcourse/core/operations/purge-rows";
import { postgres } from "@smartcourse/platform/postgres";
import { beforeEach, describe, expect, it } from "vitest";
import { handler as bulkEnroll } from "../../../functions/enrollments/bulk-enroll.ts";
import { handler as getBulkEnrollment } from "../../../functions/enrollments/get-bulk-enrollment.ts";
import { handler as runBulk } from "../../../functions/enrollments/run-bulk-enrollment.ts";
import { handler as sweep } from "../../../functions/enrollments/sweep-waitlists.ts";
import { call } from "../../support/call.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, enrolBy, enrollmentRow, makeCourse, people, person, seats } from "./fixtures.ts";
import { courseWithLine, expectSound, letOfferPass, lineOf } from "./waiting.ts";
import { leave } from "./student-actions.ts";

let instructor: Person;
beforeEach(async () => {
  instructor = await person("instructor");
});

const send = (course: number, csv: string, by = instructor) =>
  call(bulkEnroll, { token: by.token, params: { id: course }, body: { csv } });

const report = (course: number, bulk: number, query: Record<string, string> = {}, by = instructor) =>
  call(getBulkEnrollment, { token: by.token, params: { id: course, bulk_id: bulk }, query });

/** The message that the relay would bring to the task. */
async function deliver(taskId: string) {
  const { message } = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("message_id", "=", taskId)
    .executeTakeFirstOrThrow();
  return runBulk(sqsEvent(JSON.stringify(message)));
}

async function emailOf({ id }: Person): Promise<string> {
  const { email } = await postgres()
    .selectFrom("users")
    .select("email")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return email;
}

describe("a list of students", () => {
  it("is enrolled line by line, each as if she had asked, with what became of her", async () => {
    const course = await makeCourse({ instructor, capacity: 3 });
    const [ada, bob, cleo, dora] = await people("student", 4);
    if (!ada || !bob || !cleo || !dora) throw new Error("too few");
    await enrolBy(bob, course);
    const lines = [
      "name,email",
      `Ada,${(await emailOf(ada)).toUpperCase()}`,
      `Bob,${bob.id}`,
      "Nobody,nobody@example.org",
      `Teacher,${await emailOf(instructor)}`,
      "Nonsense,not an address",
      `Cleo,${await emailOf(cleo)}`,
      `Dora,${dora.id}`,
      `Ada again,${ada.id}`,
    ];
    const sent = await send(course, lines.join("\n"));
    expect(sent).toMatchObject({ status: 202, body: { course_id: course, line_count: 8 } });
    expect(sent.headers["location"]).toBe(`/courses/${course}/enrollments/bulk/${sent.body.id}`);
    expect((await report(course, sent.body.id)).body).toMatchObject({ outcomes: {}, completed_at: null });

    await deliver(sent.body.task_id);
    const { body } = await report(course, sent.body.id);
    const outcomes = body.lines.items.map(
      (one: { line: number; outcome: string }) => `${one.line} ${one.outcome}`,
    );
    expect(outcomes).toEqual([
      "2 enrolled",
      "3 already_enrolled",
      "4 no_such_student",
      "5 no_such_student",
      "6 refused",
      "7 enrolled",
      "8 waitlisted",
      "9 already_enrolled",
    ]);
    expect(body).toMatchObject({
      outcomes: { enrolled: 2, already_enrolled: 2, no_such_student: 2, refused: 1, waitlisted: 1 },
      completed_at: expect.any(String),
    });
    expect(await enrollmentRow(body.lines.items[0].enrollment_id)).toMatchObject({
      student_id: ada.id,
      status: "active",
    });
    expect(await lineOf(course)).toEqual(["waiting"]);
    expect(await seats(course)).toBe(3);
  });

  it("has its effect once when its task is delivered five times, twice at once", async () => {
    const course = await makeCourse({ instructor });
    const students = await people("student", 6);
    const { body } = await send(course, students.map(({ id }) => id).join("\n"));
    await Promise.all([runBulkEnrollment(postgres(), body.id), runBulkEnrollment(postgres(), body.id)]);
    for (let time = 0; time < 3; time++) await deliver(body.task_id);
    expect((await report(course, body.id)).body.outcomes).toEqual({ enrolled: 6 });
    expect(await seats(course)).toBe(6);
    await expectSound(course);
  });

  it("tells what a line is refused with, and goes on behind it", async () => {
    const basics = await makeCourse();
    const course = await makeCourse({ instructor, prerequisites: [basics] });
    const [first, second] = await people("student", 2);
    const { body } = await send(course, `user_id\n${first?.id}\n${second?.id}`);
    await deliver(body.task_id);
    const { lines, outcomes } = (await report(course, body.id)).body;
    expect(outcomes).toEqual({ refused: 2 });
    expect(lines.items[0].detail).toMatch(/^enrollment.prerequisites: Complete these courses first/);
  });

  it("is read page by page, by the course's instructor and admins alone", async () => {
    const course = await makeCourse({ instructor });
    const { body } = await send(course, "a@example.org\nb@example.org\nc@example.org");
    const page = (await report(course, body.id, { limit: "2" })).body.lines;
    expect(page.items.map(({ line }: { line: number }) => line)).toEqual([1, 2]);
    const rest = (await report(course, body.id, { limit: "2", cursor: page.next_cursor })).body.lines;
    expect(rest).toMatchObject({ items: [{ line: 3, student: "c@example.org" }], next_cursor: null });
    expect(await report(course, body.id, {}, await person("admin"))).toMatchObject({ status: 200 });
    const other = await person("instructor");
    expect(await report(course, body.id, {}, other)).toMatchObject({ status: 404 });
    expect(await report(await makeCourse({ instructor }), body.id)).toMatchObject({ status: 404 });
    expect(await send(course, "a@example.org", other)).toMatchObject({ body: { code: "course.not_found" } });
  });

  it("is forgotten after 90 days: it holds addresses", async () => {
    const course = await makeCourse({ instructor });
    const { body } = await send(course, "a@example.org");
    await postgres()
      .updateTable("bulk_enrollments")
      .set({ created_at: new Date(Date.now() - 91 * 86_400_000) })
      .where("id", "=", body.id)
      .execute();
    await purgeRows(postgres());
    expect(await report(course, body.id)).toMatchObject({ status: 404 });
    await deliver(body.task_id);
  });

  it("is refused for a draft, or where it is no list", async () => {
    const draft = await makeCourse({ instructor, status: "draft" });
    expect(await send(draft, "a@example.org")).toMatchObject({ body: { code: "course.not_published" } });
    expect(await send(await makeCourse({ instructor }), 'email\n"a@example.org')).toMatchObject({
      status: 422,
      body: { code: "bulk_enrollment.unreadable", errors: [{ field: "csv" }] },
    });
  });
});

it("a tick of the clock passes on what nobody has taken", async () => {
  const { course, inside, enrollments, entries } = await courseWithLine();
  const [insider] = inside;
  if (insider === undefined) throw new Error("nobody is inside");
  await leave(insider, enrollments[0] ?? 0);
  await letOfferPass(entries[0] ?? 0);
  const tick = { name: "enrollments.sweepWaitlists", payload: { scheduled_at: new Date().toISOString() } };
  await sweep(sqsEvent(JSON.stringify(tick)));
  expect(await lineOf(course)).toEqual(["expired", "offered"]);
  expect(await sweepWaitlists(postgres()), "nothing is left to pass on").toBe(0);
});

import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as listOwn } from "../../../functions/notifications/list-own.ts";
import { handler as readAll } from "../../../functions/notifications/read-all.ts";
import { handler as readOne } from "../../../functions/notifications/read-one.ts";
import { call } from "../../support/call.ts";
import { type SmtpStandIn, startSmtpStandIn } from "../../support/smtp-stand-in.ts";
import { type Person, makeCourse, person } from "../enrollments/fixtures.ts";
import { consume, emailOf, happened, mailsOf, nameCourse, workOff } from "./fixtures.ts";

let smtp: SmtpStandIn;
let course: number;
let student: Person;

beforeAll(async () => {
  smtp = await startSmtpStandIn();
  Object.assign(process.env, { SMTP_URL: smtp.url, UNSUBSCRIBE_KEY: "for tests" });
  course = await makeCourse();
  await nameCourse(course, "Keeping bees");
});
afterAll(() => smtp.close());
beforeEach(async () => {
  student = await person("student");
  smtp.mails.length = 0;
});

const list = (reader: Person, query: Record<string, string> = {}) =>
  call(listOwn, { token: reader.token, query });
const read = (reader: Person, id: number) =>
  call(readOne, { method: "POST", token: reader.token, params: { id } });

describe("who is told what", () => {
  test.each([
    ["enrolled", happened.enrolled, "Welcome to Keeping bees", "/courses/"],
    ["enrollment_failed", happened.failed, "Your enrolment in Keeping bees did not work", "/courses/"],
    ["seat_offered", happened.offered, "A seat is free in Keeping bees", "/courses/"],
    ["completed", happened.certified, "You have completed Keeping bees", "/certificates/c0ffee"],
    [
      "certificate_revoked",
      happened.revoked,
      "Your certificate for Keeping bees was revoked",
      "/certificates/c0ffee",
    ],
  ] as const)("%s: by mail and in her list", async (kind, make, subject, link) => {
    await consume(make(student.id, course));
    await workOff("send-mail");
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({ subject, to: [{ address: await emailOf(student.id) }] });
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain("Keeping bees");
      expect(part).toContain(link);
      expect(part).not.toContain("secret detail");
    }
    const { body } = await list(student);
    expect(body.items).toMatchObject([{ kind, title: subject, course_id: course, read_at: null }]);
    expect(body.items[0].url).toContain(link);
  });

  test("a waitlist offer says until when, in UTC where she has named no zone", async () => {
    await consume(happened.offered(student.id, course, "2099-03-01T17:30:00.000Z"));
    await workOff("send-mail");
    expect(smtp.mails[0]?.text).toContain("Sunday, 1 March 2099 at 17:30 UTC");
  });

  test("nobody is told of what happened in a course that is gone", async () => {
    await consume(happened.enrolled(student.id, 2_000_000_000));
    expect(await mailsOf(student.id)).toEqual([]);
  });

  test("an account that is switched off is told nothing", async () => {
    await postgres().updateTable("users").set({ is_active: false }).where("id", "=", student.id).execute();
    await consume(happened.enrolled(student.id, course));
    expect(await mailsOf(student.id)).toEqual([]);
  });

  test("what happened days ago is in her list, but mailed no more", async () => {
    const old = new Date(Date.now() - 4 * 24 * 3_600_000).toISOString();
    await consume({ ...happened.enrolled(student.id, course), time: old });
    expect(await mailsOf(student.id)).toEqual([]);
    expect((await list(student)).body.items).toHaveLength(1);
  });
});

describe("I3: however often and in whatever order events come", () => {
  test("she is told of each once, and mailed once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (random) => {
        const reader = await person("student");
        smtp.mails.length = 0;
        const events = [happened.enrolled, happened.offered, happened.certified].map((make) =>
          make(reader.id, course),
        );
        const deliveries = [...events, ...events, ...events]
          .map((each) => ({ each, at: random.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ each }) => each);
        await Promise.all([consume(...deliveries), consume(...deliveries.toReversed())]);
        await workOff("send-mail");
        expect((await list(reader)).body.items).toHaveLength(3);
        expect(smtp.mails).toHaveLength(3);
        expect(new Set(smtp.mails.map(({ subject }) => subject))).toEqual(
          new Set([
            "A seat is free in Keeping bees",
            "Welcome to Keeping bees",
            "You have completed Keeping bees",
          ]),
        );
      }),
      { numRuns: 5 },
    );
  });

  test("a replay that has forgotten what it consumed still tells nobody twice", async () => {
    const enrolled = happened.enrolled(student.id, course);
    await consume(enrolled);
    await postgres().deleteFrom("inbox").where("event_id", "=", enrolled.id).execute();
    await consume(enrolled);
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
    expect((await list(student)).body.items).toHaveLength(1);
  });
});

describe("the list", () => {
  test("comes in pages, newest first, with how many are unread", async () => {
    await consume(...[1, 2, 3].map(() => happened.enrolled(student.id, course)));
    const first = await list(student, { limit: "2" });
    const second = await list(student, { limit: "2", cursor: first.body.next_cursor });
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(ids).toHaveLength(3);
    expect(second.body.next_cursor).toBeNull();
    expect(first.body.unread_count).toBe(3);
  });

  test("what she has read is read, once and for all; the rest stays unread", async () => {
    await consume(...[1, 2].map(() => happened.enrolled(student.id, course)));
    const { items } = (await list(student)).body;
    const once = await read(student, items[0].id);
    const twice = await read(student, items[0].id);
    expect(once.body.read_at).not.toBeNull();
    expect(twice.body).toEqual(once.body);
    const unread = await list(student, { unread: "true" });
    expect(unread.body).toMatchObject({ items: [{ id: items[1].id }], unread_count: 1 });
  });

  test("she can have read all at once", async () => {
    await consume(...[1, 2].map(() => happened.enrolled(student.id, course)));
    const reply = await call(readAll, { method: "POST", token: student.token });
    expect(reply).toMatchObject({ status: 200, body: { unread_count: 0 } });
    expect((await list(student, { unread: "true" })).body.items).toEqual([]);
  });

  test("another person's notification is not there", async () => {
    await consume(happened.enrolled(student.id, course));
    const [{ id }] = (await list(student)).body.items;
    const stranger = await person("student");
    expect(await read(stranger, id)).toMatchObject({ status: 404, body: { code: "notification.not_found" } });
    expect((await list(stranger)).body.items).toEqual([]);
    expect((await list(student)).body.unread_count).toBe(1);
  });
});

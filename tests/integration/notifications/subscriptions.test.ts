import * as z from "zod";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellSubscribers as task } from "@smartcourse/contracts/notifications/tasks";
import { tellSubscribers } from "@smartcourse/core/notifications/tell-subscribers";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as addSubscription } from "../../../functions/notifications/add-subscription.ts";
import { handler as dropSubscription } from "../../../functions/notifications/drop-subscription.ts";
import { handler as listSubscribed } from "../../../functions/notifications/list-subscribed.ts";
import { handler as getPreferences } from "../../../functions/notifications/get-preferences.ts";
import { handler as setPreferences } from "../../../functions/notifications/set-preferences.ts";
import { handler as unsubscribe } from "../../../functions/notifications/unsubscribe.ts";
import { call } from "../../support/call.ts";
import { type SmtpStandIn, startSmtpStandIn } from "../../support/smtp-stand-in.ts";
import { type Person, addVersion, makeCourse, people, person } from "../enrollments/fixtures.ts";
import { consume, emailOf, happened, mailsOf, takeQueued, tick, workOff } from "./fixtures.ts";

let smtp: SmtpStandIn;
let instructor: Person;
let course: number;
let student: Person;

beforeAll(async () => {
  smtp = await startSmtpStandIn();
  Object.assign(process.env, { SMTP_URL: smtp.url, UNSUBSCRIBE_KEY: "for tests" });
});
afterAll(() => smtp.close());
beforeEach(async () => {
  [instructor, student] = [await person("instructor"), await person("student")];
  course = await makeCourse({ instructor });
  smtp.mails.length = 0;
});

const subscribe = (body: object, of = student) =>
  call(addSubscription, { method: "POST", token: of.token, body });
const subscriptions = async (query = {}, of = student) =>
  (await call(listSubscribed, { token: of.token, query })).body;
const publish = (version = 1) => happened.published(course, instructor.id, "Keeping bees", version);
const work = () => workOff("tell-subscribers", "send-mail");

describe("subscriptions", () => {
  test("are to courses and to instructors, and twice is once", async () => {
    const first = await subscribe({ course_id: course });
    const again = await subscribe({ course_id: course });
    expect(first).toMatchObject({ status: 201, body: { course_id: course, instructor_id: null } });
    expect(again.body).toEqual(first.body);
    expect((await subscribe({ instructor_id: instructor.id })).status).toBe(201);
    const page = await subscriptions({ limit: "1" });
    const rest = await subscriptions({ limit: "1", cursor: page.next_cursor });
    expect([...page.items, ...rest.items].map(({ course_id }) => course_id)).toEqual([null, course]);
    expect(rest.next_cursor).toBeNull();
  });

  test("end when she wants it; another person's is not there", async () => {
    const { id } = (await subscribe({ course_id: course })).body;
    const drop = (of: Person) =>
      call(dropSubscription, { method: "DELETE", token: of.token, params: { id } });
    expect(await drop(await person("student"))).toMatchObject({ status: 404 });
    expect((await drop(student)).status).toBe(204);
    expect((await drop(student)).body.code).toBe("subscription.not_found");
    await consume(publish());
    await work();
    expect(smtp.mails).toEqual([]);
  });

  test.each([
    ["nothing", {}],
    ["both", { course_id: 1, instructor_id: 1 }],
  ])("name a course or an instructor, not %s", async (_, body) => {
    expect(await subscribe(body)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  test("tell nothing of drafts, nor of who has published nothing", async () => {
    const draft = await makeCourse({ status: "draft" });
    expect((await subscribe({ course_id: draft })).body.code).toBe("course.not_found");
    expect((await subscribe({ instructor_id: student.id })).body.code).toBe("user.not_found");
  });
});

describe("when a course is published", () => {
  test("its subscribers are told of every version, its instructor's of the first alone", async () => {
    const follower = await person("student");
    await subscribe({ course_id: course });
    await subscribe({ instructor_id: instructor.id }, follower);
    await consume(publish(1));
    await work();
    const sentTo = () => smtp.mails.flatMap(({ to = [] }) => to.map(({ address }) => address));
    expect(new Set(sentTo())).toEqual(new Set([await emailOf(student.id), await emailOf(follower.id)]));
    expect(smtp.mails[0]?.subject).toBe("New course: Keeping bees");
    smtp.mails.length = 0;
    await addVersion(course, 2, [1, 2]);
    await consume(publish(2));
    await work();
    expect(sentTo()).toEqual([await emailOf(student.id)]);
    expect(smtp.mails[0]?.subject).toBe("New version of Keeping bees");
  });

  test("who follows both is told once, and the instructor is not told of her own course", async () => {
    await subscribe({ course_id: course });
    await subscribe({ instructor_id: instructor.id });
    await subscribe({ course_id: course }, instructor);
    await consume(publish());
    await work();
    expect(smtp.mails).toHaveLength(1);
  });

  test("many are told a batch at a time, each once, also where batches come twice and at once", async () => {
    const many = await people("student", 23);
    await postgres()
      .insertInto("notification_subscriptions")
      .values(many.map(({ id }) => ({ user_id: id, course_id: course, instructor_id: null })))
      .execute();
    await consume(publish());
    const Batch = z.object({ payload: task.payload });
    let batches = 0;
    for (let queue = await takeQueued("tell-subscribers"); queue.length > 0; batches += 1) {
      expect(queue).toHaveLength(1);
      const { payload } = Batch.parse(JSON.parse(queue[0] ?? ""));
      await Promise.all([1, 2, 3].map(() => tellSubscribers(postgres(), payload, 5)));
      queue = await takeQueued("tell-subscribers");
    }
    expect(batches).toBe(5);
    const mails = await Promise.all(many.map(({ id }) => mailsOf(id)));
    expect(mails.map((each) => each.length)).toEqual(many.map(() => 1));
    expect(await takeQueued("send-mail")).toHaveLength(23);
  });
});

describe("a digest", () => {
  const prefer = (body: object) => call(setPreferences, { method: "PUT", token: student.token, body });
  const becomesDue = () =>
    postgres()
      .updateTable("notification_settings")
      .set({ next_digest_at: new Date(Date.now() - 1000) })
      .where("user_id", "=", student.id)
      .execute();
  const publishAnother = async (title: string) => {
    const id = await makeCourse({ instructor });
    await consume(happened.published(id, instructor.id, title));
    await workOff("tell-subscribers");
  };
  const nextDigest = async () => {
    const { next_digest_at } = await postgres()
      .selectFrom("notification_settings")
      .select("next_digest_at")
      .where("user_id", "=", student.id)
      .executeTakeFirstOrThrow();
    return new Date(next_digest_at ?? 0);
  };

  beforeEach(async () => {
    await subscribe({ instructor_id: instructor.id });
  });

  test("gathers what could wait, and goes out once in its period whatever comes twice", async () => {
    await prefer({ digest: "daily" });
    for (const title of ["Keeping bees", "Making honey"]) await publishAnother(title);
    await tick();
    await workOff("send-mail");
    expect(smtp.mails).toEqual([]);
    await becomesDue();
    await Promise.all([tick(), tick(new Date(Date.now() + 1)), tick(new Date(Date.now() + 2))]);
    await tick(new Date(Date.now() + 3));
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
    const [mail] = smtp.mails;
    expect(mail?.subject).toBe("Your digest: 2 things from courses you follow");
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain("New course: Keeping bees");
      expect(part).toContain("New course: Making honey");
    }
    expect((await nextDigest()).getTime()).toBeGreaterThan(Date.now());
  });

  test("that she unsubscribes from ends, and no single mails come in its place", async () => {
    await prefer({ digest: "daily" });
    await publishAnother("Keeping bees");
    await becomesDue();
    await tick(new Date(Date.now() + 20));
    await workOff("send-mail");
    const link = smtp.mails[0]?.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
    const token = /unsubscribe\/([^>]+)>/.exec(link)?.[1] ?? "";
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const rawBody = "List-Unsubscribe=One-Click";
    await call(unsubscribe, { method: "POST", params: { token }, rawBody, headers });
    const { digest, kinds } = (await call(getPreferences, { token: student.token })).body;
    expect([digest, kinds.course_published]).toEqual(["off", { email: false, in_app: true }]);
    smtp.mails.length = 0;
    await publishAnother("Making honey");
    await workOff("send-mail");
    expect(smtp.mails).toEqual([]);
  });

  test("is not sent where nothing waits, nor of what cannot wait", async () => {
    await prefer({ digest: "weekly" });
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
    await becomesDue();
    await tick(new Date(Date.now() + 10));
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
  });

  test.each([
    ["daily", "Asia/Kathmandu"],
    ["daily", "America/St_Johns"],
    ["weekly", "Australia/Lord_Howe"],
    ["weekly", "UTC"],
  ] as const)("that is %s is due at eight in the morning in %s", async (digest, time_zone) => {
    await prefer({ digest, time_zone });
    const due = await nextDigest();
    const parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: time_zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    }).format(due);
    expect(parts).toMatch(digest === "weekly" ? /^Mon,? 08:00$/ : /08:00$/);
    const days = (due.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(0);
    expect(days).toBeLessThan(digest === "weekly" ? 7.1 : 1.1);
  });

  test("that is no longer wanted leaves nothing behind: what waited comes by itself", async () => {
    await prefer({ digest: "daily" });
    await publishAnother("Keeping bees");
    await prefer({ digest: "off" });
    await workOff("send-mail");
    expect(smtp.mails.map(({ subject }) => subject)).toEqual(["New course: Keeping bees"]);
  });
});

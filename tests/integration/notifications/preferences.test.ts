import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as confirmAddress } from "../../../functions/notifications/confirm-address.ts";
import { handler as getPreferences } from "../../../functions/notifications/get-preferences.ts";
import { handler as listOwn } from "../../../functions/notifications/list-own.ts";
import { handler as recordFeedback } from "../../../functions/notifications/record-feedback.ts";
import { handler as setPreferences } from "../../../functions/notifications/set-preferences.ts";
import { handler as unsubscribe } from "../../../functions/notifications/unsubscribe.ts";
import { handler as unsubscribePage } from "../../../functions/notifications/unsubscribe-page.ts";
import { call } from "../../support/call.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
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

const prefer = (body: object, of = student) => call(setPreferences, { method: "PUT", token: of.token, body });
const preferences = async (of = student) => (await call(getPreferences, { token: of.token })).body;
const listed = async () => (await call(listOwn, { token: student.token })).body.items;

describe("preferences", () => {
  test("are, unless she says otherwise, to be told of everything at once", async () => {
    const { kinds, digest, time_zone, address } = await preferences();
    expect(Object.values(kinds)).toEqual(Object.values(kinds).map(() => ({ email: true, in_app: true })));
    expect({ digest, time_zone }).toEqual({ digest: "off", time_zone: "UTC" });
    expect(address).toMatchObject({ undeliverable_since: null, reason: null });
  });

  test("turn off one kind through one channel, and nothing else", async () => {
    const changed = await prefer({ kinds: { enrolled: { email: false } } });
    expect(changed.body.kinds.enrolled).toEqual({ email: false, in_app: true });
    expect(changed.body.kinds.completed).toEqual({ email: true, in_app: true });
    await prefer({ kinds: { completed: { in_app: false } } });
    await consume(happened.enrolled(student.id, course), happened.certified(student.id, course));
    await workOff("send-mail");
    expect(smtp.mails.map(({ subject }) => subject)).toEqual(["You have completed Keeping bees"]);
    expect(await listed()).toMatchObject([{ kind: "enrolled" }]);
  });

  test("bite for mails that wait to be sent, and can be turned on again", async () => {
    await consume(happened.enrolled(student.id, course));
    await prefer({ kinds: { enrolled: { email: false } } });
    await workOff("send-mail");
    expect(smtp.mails).toEqual([]);
    expect(await mailsOf(student.id)).toMatchObject([{ state: "withheld" }]);
    await prefer({ kinds: { enrolled: { email: true } } });
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
  });

  test("cannot hide what she has to act on", async () => {
    const refused = await prefer({ kinds: { seat_offered: { in_app: false }, enrolled: { email: false } } });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "notification.essential", errors: [{ field: "kinds.seat_offered.in_app" }] },
    });
    expect((await preferences()).kinds.enrolled.email).toBe(true);
    expect((await prefer({ kinds: { seat_offered: { email: false } } })).status).toBe(200);
  });

  test.each(["Mars/Olympus", "+02:00", "posix/Europe/Vienna", "europe/vienna'; --"])(
    "refuse %s as a time zone",
    async (time_zone) => {
      expect(await prefer({ time_zone })).toMatchObject({
        status: 400,
        body: { code: "request.invalid", errors: [{ field: "time_zone" }] },
      });
    },
  );

  test("of two changes at once keep both", async () => {
    await Promise.all([
      prefer({ kinds: { enrolled: { email: false } } }),
      prefer({ kinds: { completed: { email: false } } }),
      prefer({ digest: "daily" }),
    ]);
    const { kinds, digest } = await preferences();
    expect([kinds.enrolled.email, kinds.completed.email, digest]).toEqual([false, false, "daily"]);
  });
});

describe("one-click unsubscribe", () => {
  const form = "List-Unsubscribe=One-Click";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const click = (token: string, rawBody = form, sent: Record<string, string> = headers) =>
    call(unsubscribe, { method: "POST", params: { token }, rawBody, headers: sent });

  /** What a mail program finds in the mail's header. */
  async function tokenOfMail(): Promise<string> {
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    const header = smtp.mails.at(-1)?.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "";
    return /unsubscribe\/([^>]+)>/.exec(header)?.[1] ?? "";
  }

  test("stops mails of that kind, without an account, however often it is asked for", async () => {
    const token = await tokenOfMail();
    expect(await click(token)).toMatchObject({ status: 200, body: expect.stringContaining("unsubscribed") });
    expect((await click(token)).status).toBe(200);
    await consume(happened.enrolled(student.id, course), happened.certified(student.id, course));
    smtp.mails.length = 0;
    await workOff("send-mail");
    expect(smtp.mails.map(({ subject }) => subject)).toEqual(["You have completed Keeping bees"]);
    expect(await listed()).toHaveLength(3);
  });

  test("takes the form as mail programs send it, in parts", async () => {
    const token = await tokenOfMail();
    const part = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`;
    expect((await click(token, part, { "content-type": "multipart/form-data; boundary=b" })).status).toBe(
      200,
    );
    expect((await preferences()).kinds.enrolled.email).toBe(false);
  });

  test("is a page that asks, for people and for programs that follow links: reading it stops nothing", async () => {
    const token = await tokenOfMail();
    const page = await call(unsubscribePage, { params: { token } });
    expect(page).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "referrer-policy": "no-referrer",
      },
    });
    expect(page.body).toContain('<form method="post">');
    expect((await preferences()).kinds.enrolled.email).toBe(true);
  });

  test.each([
    ["a token that we did not sign", "1.enrolled.AAAAAAAAAAAAAAAAAAAAAA", form, headers, 404],
    ["another person's token", "", form, headers, 404],
    ["a body that does not ask for it", undefined, "a=b", headers, 400],
    ["no body", undefined, "", headers, 400],
    ["JSON", undefined, "{}", { "content-type": "application/json" }, 415],
    ["a broken form", undefined, "x", { "content-type": "multipart/form-data" }, 400],
  ])("stops nothing for %s", async (kind, given, body, sent, status) => {
    const own = await tokenOfMail();
    const forged = own.replace(String(student.id), String(student.id - 1));
    const token = given === undefined ? own : kind.startsWith("another") ? forged : given;
    expect((await click(token, body, sent)).status).toBe(status);
    expect((await preferences()).kinds.enrolled.email).toBe(true);
  });
});

describe("an address that mail comes back from", () => {
  test("gets no more, says so in the preferences, and gets mail again once she has confirmed it", async () => {
    smtp.fates.push({ recipient: "550 5.1.1 No such user" });
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    expect((await preferences()).address).toMatchObject({
      reason: "bounce",
      undeliverable_since: expect.any(String),
    });
    await consume(happened.certified(student.id, course));
    await workOff("send-mail");
    expect(smtp.mails).toEqual([]);
    expect(await listed()).toHaveLength(2);
    const confirmed = await call(confirmAddress, { method: "POST", token: student.token });
    expect(confirmed.body.address).toMatchObject({ reason: null, undeliverable_since: null });
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    expect(smtp.mails).toHaveLength(1);
  });

  const bounced = async (bounceType: string, timestamp = new Date().toISOString()) => {
    const emailAddress = (await emailOf(student.id)).toUpperCase();
    const bounce = { bounceType, bounceSubType: "General", bouncedRecipients: [{ emailAddress }] };
    const body = JSON.stringify({ eventType: "Bounce", bounce, mail: { timestamp } });
    return recordFeedback(sqsEvent(body));
  };
  const reason = async () => (await preferences()).address.reason;

  test("is known by what SES tells too, however often; a mailbox that is full for now is not such a one", async () => {
    await bounced("Transient");
    expect(await reason()).toBeNull();
    await Promise.all([bounced("Permanent"), bounced("Permanent")]);
    expect(await reason()).toBe("bounce");
  });

  test("stays confirmed when an older mail comes back late, and not when a newer one does", async () => {
    const longAgo = new Date(Date.now() - 3_600_000).toISOString();
    await bounced("Permanent", longAgo);
    await call(confirmAddress, { method: "POST", token: student.token });
    await bounced("Permanent", longAgo);
    expect(await reason()).toBeNull();
    await bounced("Permanent", new Date(Date.now() + 1000).toISOString());
    expect(await reason()).toBe("bounce");
  });

  test("is not another person's affair", async () => {
    smtp.fates.push({ recipient: "550 5.1.1 No such user" });
    await consume(happened.enrolled(student.id, course));
    await workOff("send-mail");
    const stranger = await person("student");
    await call(confirmAddress, { method: "POST", token: stranger.token });
    expect((await preferences()).address.reason).toBe("bounce");
    expect((await preferences(stranger)).address.reason).toBeNull();
  });
});

test("an offer is told in her own time", async () => {
  await prefer({ time_zone: "America/New_York" });
  await consume(happened.offered(student.id, course, "2099-03-01T17:30:00.000Z"));
  await workOff("send-mail");
  expect(smtp.mails[0]?.text).toContain("at 12:30 GMT-5");
  expect((await listed())[0].text).toContain("at 12:30 GMT-5");
});

test("what she is called is in the mail: the name she says, or else her username", async () => {
  await postgres()
    .updateTable("users")
    .set({ display_name: "Ada <b>Lovelace</b>" })
    .where("id", "=", student.id)
    .execute();
  await consume(happened.enrolled(student.id, course));
  await workOff("send-mail");
  expect(smtp.mails[0]?.text).toContain("Hello Ada <b>Lovelace</b>,");
  expect(smtp.mails[0]?.html).toContain("Hello Ada &lt;b&gt;Lovelace&lt;/b&gt;,");
});

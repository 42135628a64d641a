import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { eventually } from "../../support/eventually.ts";
import { type SmtpStandIn, startSmtpStandIn } from "../../support/smtp-stand-in.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, makeCourse, person } from "../enrollments/fixtures.ts";
import {
  consume,
  deliver,
  emailOf,
  happened,
  mailsOf,
  nameCourse,
  openQueues,
  takeQueued,
} from "./fixtures.ts";

const root = join(import.meta.dirname, "..", "..", "..");
let smtp: SmtpStandIn;
let course: number;
let student: Person;

beforeAll(async () => {
  smtp = await startSmtpStandIn();
  Object.assign(process.env, { SMTP_URL: smtp.url, UNSUBSCRIBE_KEY: "for tests" });
  await openQueues();
  course = await makeCourse();
});
afterAll(() => smtp.close());
beforeEach(async () => {
  student = await person("student");
  smtp.mails.length = 0;
});

/** A mail to be sent, as its message in the queue. */
async function queued(): Promise<string> {
  await consume(happened.enrolled(student.id, course));
  const [body] = await takeQueued("send-mail");
  if (body === undefined) throw new Error("no mail was queued");
  return body;
}

const stateOf = async () => (await mailsOf(student.id))[0];
/** Of the mail, and of the task that was sending it. */
async function letClaimRunOut(): Promise<void> {
  const over = new Date(0);
  await postgres()
    .updateTable("mails")
    .set({ claimed_until: over })
    .where("user_id", "=", student.id)
    .execute();
  await postgres().updateTable("tasks").set({ held_until: over }).where("state", "=", "running").execute();
}

describe("a mail", () => {
  test("goes out once, however often its task is delivered", async () => {
    const body = await queued();
    await Promise.all([deliver("send-mail", body), deliver("send-mail", body), deliver("send-mail", body)]);
    await deliver("send-mail", body, 2);
    expect(smtp.mails).toHaveLength(1);
    expect(await stateOf()).toMatchObject({
      state: "sent",
      address: await emailOf(student.id),
      reason: null,
    });
  });

  test("carries what RFC 8058 asks for, and an id that is the same at every try", async () => {
    await deliver("send-mail", await queued());
    const [mail] = smtp.mails;
    const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value;
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(header("list-unsubscribe")).toMatch(/^<http[^>]+\/notifications\/unsubscribe\/[\w.-]+>$/);
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(mail?.messageId).toBe(`<${(await stateOf())?.id}@smartcourse.local>`);
    expect(mail?.from).toEqual({ name: "SmartCourse", address: "no-reply@smartcourse.local" });
  });

  test("keeps a course's title out of its headers and its markup", async () => {
    await nameCourse(course, "Bees\r\nBcc: everyone@example.com\r\n\r\n<script>alert(1)</script>");
    await deliver("send-mail", await queued());
    const [mail] = smtp.mails;
    expect(mail?.bcc ?? []).toEqual([]);
    expect(mail?.subject).toBe("Welcome to Bees Bcc: everyone@example.com <script>alert(1)</script>");
    expect(mail?.html).not.toContain("<script>");
    expect(mail?.html).toContain("&lt;script&gt;");
    await nameCourse(course, "Keeping bees");
  });
});

describe("after a crash between sending and marking", () => {
  async function sendAndDie(body: string): Promise<void> {
    smtp.fates.push("silence");
    const before = smtp.mails.length;
    const args = ["tests/support/call-once.ts", "functions/notifications/send-mail.ts"];
    const child = spawn(process.execPath, [...args, JSON.stringify(sqsEvent(body))], {
      cwd: root,
      env: { ...process.env, POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" },
      stdio: "ignore",
    });
    const gone = once(child, "exit");
    await eventually(() => smtp.mails.length > before);
    child.kill("SIGKILL");
    await gone;
  }

  test("nobody sends it while the dead one's claim holds; then it goes out once more, and never a third time", async () => {
    const body = await queued();
    await sendAndDie(body);
    expect(await deliver("send-mail", body, 2)).toBe(false);
    expect(smtp.mails).toHaveLength(1);
    await letClaimRunOut();
    expect(await deliver("send-mail", body, 3)).toBe(true);
    expect(await deliver("send-mail", body, 4)).toBe(true);
    expect(smtp.mails.map(({ messageId }) => messageId)).toHaveLength(2);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await stateOf()).toMatchObject({ state: "sent", lapsed: true });
  });

  test("where the second one dies as well, it is given up", async () => {
    const body = await queued();
    await sendAndDie(body);
    await letClaimRunOut();
    await sendAndDie(body);
    await letClaimRunOut();
    expect(await deliver("send-mail", body, 3)).toBe(true);
    expect(smtp.mails).toHaveLength(2);
    expect(await stateOf()).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("without a word"),
    });
  });

  test("a server that takes it and breaks off is such a crash too", async () => {
    const body = await queued();
    smtp.fates.push("broken off", "broken off");
    expect(await deliver("send-mail", body)).toBe(false);
    expect(await deliver("send-mail", body, 2)).toBe(true);
    expect(await deliver("send-mail", body, 3)).toBe(true);
    expect(smtp.mails).toHaveLength(2);
    expect(await stateOf()).toMatchObject({ state: "failed" });
  });
});

describe("what the server refuses", () => {
  test("for now is tried again", async () => {
    const body = await queued();
    smtp.fates.push({ recipient: "451 4.3.0 Try later" }, { content: "452 4.2.2 Mailbox full" });
    expect(await deliver("send-mail", body)).toBe(false);
    expect(await stateOf()).toMatchObject({ state: "pending", reason: expect.stringContaining("451") });
    expect(await deliver("send-mail", body, 2)).toBe(false);
    expect(await deliver("send-mail", body, 3)).toBe(true);
    expect(await stateOf()).toMatchObject({ state: "sent", lapsed: false });
  });

  test("to the last try has failed; a redrive sends it", async () => {
    const body = await queued();
    smtp.fates.push({ content: "451 4.3.0 Try later" });
    expect(await deliver("send-mail", body, 4)).toBe(false);
    expect(await stateOf()).toMatchObject({ state: "failed" });
    expect(await deliver("send-mail", body)).toBe(true);
    expect(await stateOf()).toMatchObject({ state: "sent" });
  });

  test("while it is not there at all, is tried again", async () => {
    const body = await queued();
    process.env["SMTP_URL"] = "smtp://127.0.0.1:1";
    expect(await deliver("send-mail", body)).toBe(false);
    process.env["SMTP_URL"] = smtp.url;
    expect(await stateOf()).toMatchObject({ state: "pending", lapsed: false });
    expect(await deliver("send-mail", body, 2)).toBe(true);
    expect(smtp.mails).toHaveLength(1);
  });

  test("for good is written down, and not tried again", async () => {
    const body = await queued();
    smtp.fates.push({ content: "554 5.7.1 Looks like spam" });
    expect(await deliver("send-mail", body)).toBe(true);
    expect(await deliver("send-mail", body, 2)).toBe(true);
    expect(smtp.mails).toEqual([]);
    expect(await stateOf()).toMatchObject({ state: "refused", reason: expect.stringContaining("spam") });
    await deliver("send-mail", await queued());
    expect(smtp.mails).toHaveLength(1);
  });

  test("because there is no such mailbox, stops all mail to it", async () => {
    smtp.fates.push({ recipient: "550 5.1.1 No such user" });
    await deliver("send-mail", await queued());
    await deliver("send-mail", await queued());
    expect(smtp.mails).toEqual([]);
    const [first, second] = (await mailsOf(student.id)).toSorted((a, b) =>
      a.created_at.localeCompare(b.created_at),
    );
    expect([first?.state, second?.state]).toEqual(["refused", "withheld"]);
  });
});

test("an offer that has run out meanwhile is not mailed", async () => {
  await consume(happened.offered(student.id, course, new Date(Date.now() - 1000).toISOString()));
  const [body = ""] = await takeQueued("send-mail");
  await deliver("send-mail", body);
  expect(smtp.mails).toEqual([]);
  expect(await stateOf()).toMatchObject({ state: "withheld", reason: "The offer has run out" });
});

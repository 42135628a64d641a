import { randomUUID } from "node:crypto";
import Ajv from "ajv";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import type { EventType } from "@smartcourse/contracts/define";
import { eventSchema } from "@smartcourse/contracts/event-schema";
import { userRegistered } from "@smartcourse/contracts/auth/events";
import { deliverEvent as deliverTask } from "@smartcourse/contracts/webhooks/tasks";
import { postgres } from "@smartcourse/platform/postgres";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { handler as createWebhook } from "../../../functions/webhooks/create-webhook.ts";
import { handler as deleteWebhook } from "../../../functions/webhooks/delete-webhook.ts";
import { handler as deliverEvent } from "../../../functions/webhooks/deliver-event.ts";
import { handler as fanOutEvents } from "../../../functions/webhooks/fan-out-events.ts";
import { handler as getWebhook } from "../../../functions/webhooks/get-webhook.ts";
import { handler as listDeliveries } from "../../../functions/webhooks/list-deliveries.ts";
import { handler as listWebhooks } from "../../../functions/webhooks/list-webhooks.ts";
import { handler as redeliverEvent } from "../../../functions/webhooks/redeliver-event.ts";
import { handler as rotateSecret } from "../../../functions/webhooks/rotate-secret.ts";
import { handler as testWebhook } from "../../../functions/webhooks/test-webhook.ts";
import { handler as updateWebhook } from "../../../functions/webhooks/update-webhook.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import "../../support/use-scratch-database.ts";
import { type WebhookReceiver, startReceiver } from "../../support/webhook-receiver.ts";

const at = "2026-03-01T12:00:00.000Z";
let [instructor, other, admin]: Person[] = [];
let receiver: WebhookReceiver;

beforeAll(async () => {
  process.env["WEBHOOK_KEY"] = Buffer.alloc(32, 7).toString("base64");
  [instructor, other, admin] = await Promise.all([
    registerAndLogin("instructor"),
    registerAndLogin("instructor"),
    registerAndLogin("admin"),
  ]);
});
beforeEach(async () => {
  process.env["WEBHOOK_LOCAL_HOSTS"] = "127.0.0.1";
  await postgres().deleteFrom("webhooks").execute();
  await postgres().deleteFrom("outbox").execute();
  receiver = await startReceiver();
  return () => receiver.close();
});
afterAll(() => {
  delete process.env["WEBHOOK_LOCAL_HOSTS"];
});

const token = (person: Person | undefined) => ({ token: person?.token });
const create = (person: Person | undefined, body: object = {}) =>
  call(createWebhook, {
    ...token(person),
    body: { url: receiver.url, events: ["course.published"], ...body },
  });
async function made(person: Person | undefined, body: object = {}): Promise<{ id: number; secret: string }> {
  const { status, body: webhook } = await create(person, body);
  expect(status).toBe(201);
  return webhook;
}
async function courseOf(person: Person | undefined): Promise<number> {
  const { body } = await call(createCourse, { ...token(person), body: { title: "Sets" } });
  return body.id;
}
function event({ type, topic, version }: EventType, data: object) {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: `/smartcourse/${topic.split(".")[0]}`,
    type,
    time: at,
    subject: "1",
    datacontenttype: "application/json",
    schemaversion: version,
    aggregateversion: 2,
    actor: "17",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    data,
  };
}
const published = (course_id: number) =>
  event(coursePublished, {
    course_id,
    instructor_id: instructor?.id,
    title: "Sets",
    version: 1,
    published_at: at,
  });
const happen = (...events: object[]) =>
  fanOutEvents(
    kafkaBatch(
      "course.events",
      events.map((one) => JSON.stringify(one)),
    ),
  );

/** Runs the tasks that wait in the outbox, as the queue would: `attempt` counts from 1. */
async function work(attempt = 1): Promise<void> {
  const rows = await postgres()
    .deleteFrom("outbox")
    .where("kind", "=", "task")
    .where("destination", "=", deliverTask.queue)
    .returning("message")
    .execute();
  for (const { message } of rows) await deliverEvent(sqsEvent(JSON.stringify(message), attempt));
}
async function deliveries(person: Person | undefined, id: number, query: Record<string, string> = {}) {
  const { body } = await call(listDeliveries, { ...token(person), params: { id }, query });
  return body;
}

describe("a webhook", () => {
  it("shows its secret once, and keeps it sealed", async () => {
    const { id, secret } = await made(instructor);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const read = await call(getWebhook, { ...token(instructor), params: { id } });
    expect(read.body).toMatchObject({ id, url: receiver.url, events: ["course.published"], enabled: true });
    const listed = await call(listWebhooks, token(instructor));
    expect(listed.body.items).toEqual([read.body]);
    const stored = JSON.stringify(await postgres().selectFrom("webhooks").selectAll().execute());
    const told = JSON.stringify([read, listed]);
    for (const text of [stored, told]) expect(text).not.toContain(secret.slice("whsec_".length));
  });

  it("is nobody else's, not even an admin's", async () => {
    const { id } = await made(instructor);
    const body = { url: receiver.url, events: ["course.published"], enabled: true };
    for (const stranger of [other, admin]) {
      const request = { ...token(stranger), params: { id } };
      const answers = [
        await call(getWebhook, request),
        await call(updateWebhook, { ...request, body }),
        await call(deleteWebhook, request),
        await call(rotateSecret, request),
        await call(testWebhook, request),
        await call(listDeliveries, request),
        await call(redeliverEvent, { ...request, params: { id, delivery_id: 1 } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    }
  });

  it("is changed by whoever has read it as it is, and deleted with its deliveries", async () => {
    const { id } = await made(instructor);
    const body = { url: receiver.url, events: ["student.enrolled"], enabled: false };
    const request = { ...token(instructor), params: { id } };
    const changed = await call(updateWebhook, { ...request, body, headers: { "if-match": '"1"' } });
    expect(changed.body).toMatchObject({ events: ["student.enrolled"], enabled: false });
    expect(changed.headers["etag"]).toBe('"2"');
    const late = await call(updateWebhook, { ...request, body, headers: { "if-match": '"1"' } });
    expect(late.status).toBe(412);
    expect((await call(deleteWebhook, request)).status).toBe(204);
    expect((await call(getWebhook, request)).status).toBe(404);
  });

  it.each([
    ["http", "http://example.com/hook"],
    ["an address of the network inside", "https://10.0.0.8/hook"],
    ["this machine", "https://[::1]/hook"],
    ["this machine by its name", "https://localhost/hook"],
    ["the network inside in other clothes", "https://0x0a.1/hook"],
    ["this machine, mapped into IPv6", "https://[::ffff:127.0.0.1]/hook"],
    ["the metadata of the cloud", "https://169.254.169.254/latest/meta-data"],
    ["a password in the address", "https://user:secret@8.8.8.8/hook"],
    ["a name that is nobody's", "https://nobody.invalid/hook"],
  ])("is refused with %s", async (_, url) => {
    const { status, body } = await create(instructor, { url });
    expect([status, body.code]).toEqual([422, "webhook.address_refused"]);
    expect(body.errors).toEqual([expect.objectContaining({ field: "url" })]);
  });

  it("may be at any public address", async () => {
    expect((await create(instructor, { url: "https://8.8.8.8:8443/hook" })).status).toBe(201);
  });

  it("is told of no accounts where its owner is an instructor", async () => {
    const { status, body } = await create(instructor, { events: ["course.published", "user.registered"] });
    expect([status, body.code, body.closed]).toEqual([422, "webhook.events_not_open", ["user.registered"]]);
    expect((await create(admin, { events: ["user.registered"] })).status).toBe(201);
    expect((await create(admin, { events: ["nothing.happened"] })).status).toBe(400);
  });

  it("is one of twenty at most", async () => {
    const rows = Array.from({ length: 19 }, () => ({
      owner_id: other?.id ?? 0,
      url: receiver.url,
      events: ["course.published"],
      sealed_secret: "none",
    }));
    await postgres().insertInto("webhooks").values(rows).execute();
    expect((await create(other)).status).toBe(201);
    expect((await create(other)).body).toMatchObject({ code: "webhook.too_many", allowed: 20 });
  });
});

describe("an event", () => {
  it("is sent to its course's instructor and to admins, once, and to nobody else", async () => {
    const course = await courseOf(instructor);
    const [mine, theirs, all] = [await made(instructor), await made(other), await made(admin)];
    const registered = await made(admin, { events: ["user.registered"] });
    const happened = published(course);
    const account = event(userRegistered, { user_id: 9, role: "student", registered_at: at });
    await happen(happened, happened, account);
    await happen(happened);
    await work();
    const ids = async (person: Person | undefined, id: number) =>
      (await deliveries(person, id)).items.map((one: { event_id: string }) => one.event_id);
    expect(await ids(instructor, mine.id)).toEqual([happened.id]);
    expect(await ids(admin, all.id)).toEqual([happened.id]);
    expect(await ids(admin, registered.id)).toEqual([account.id]);
    expect(await ids(other, theirs.id)).toEqual([]);
    expect(receiver.received).toHaveLength(3);
  });

  it("is not sent for somebody who teaches no more, nor to a webhook that is disabled", async () => {
    const left = await registerAndLogin("instructor");
    const course = await courseOf(left);
    const { id } = await made(left);
    await postgres().updateTable("users").set({ is_active: false }).where("id", "=", left.id).execute();
    await happen(published(course));
    await postgres()
      .updateTable("users")
      .set({ is_active: true, role: "student" })
      .where("id", "=", left.id)
      .execute();
    await happen(published(course));
    await postgres().updateTable("users").set({ role: "instructor" }).where("id", "=", left.id).execute();
    await postgres().updateTable("webhooks").set({ enabled: false }).where("id", "=", id).execute();
    await happen(published(course));
    await work();
    expect((await deliveries(left, id)).items).toEqual([]);
  });

  it("comes signed, as its published schema says, without who did it", async () => {
    const { id, secret } = await made(instructor);
    const happened = published(await courseOf(instructor));
    await happen(happened);
    await work();
    const [sent] = receiver.received;
    if (sent === undefined) throw new Error("Nothing came");
    const { actor: _actor, traceparent: _traceparent, ...outward } = happened;
    expect(new Webhook(secret).verify(sent.body, sent.headers)).toEqual(outward);
    expect(sent.headers["webhook-id"]).toBe(happened.id);
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(eventSchema(coursePublished));
    expect(valid(JSON.parse(sent.body))).toBe(true);
    expect((await deliveries(instructor, id)).items).toMatchObject([
      {
        event_type: "course.published",
        status: "delivered",
        attempts: 1,
        reply_status: 200,
        reply_start: "thank you",
        error: null,
        latency_ms: expect.any(Number),
        delivered_at: expect.any(String),
      },
    ]);
  });

  it("is signed with both secrets while one is replaced", async () => {
    const { id, secret: old } = await made(instructor);
    const rotated = await call(rotateSecret, { ...token(instructor), params: { id } });
    const { secret } = rotated.body;
    await call(testWebhook, { ...token(instructor), params: { id } });
    await work();
    await postgres()
      .updateTable("webhooks")
      .set({ previous_secret_expires_at: new Date(0) })
      .execute();
    await call(testWebhook, { ...token(instructor), params: { id } });
    await work();
    const [during, after] = receiver.received;
    if (during === undefined || after === undefined) throw new Error("Nothing came");
    for (const one of [old, secret]) {
      expect(new Webhook(one).verify(during.body, during.headers)).toMatchObject({ type: "webhook.test" });
    }
    expect(new Webhook(secret).verify(after.body, after.headers)).toMatchObject({ data: { webhook_id: id } });
    expect(() => new Webhook(old).verify(after.body, after.headers)).toThrow(/signature/i);
  });
});

describe("a receiver that does not take an event", () => {
  const fail = (status: number, headers: Record<string, string> = {}) =>
    receiver.answer((response) => void response.writeHead(status, headers).end("no ".repeat(2_000)));
  const test = (id: number) => call(testWebhook, { ...token(instructor), params: { id } });

  it("gets it again, until it takes it; a duplicate of the task sends nothing more", async () => {
    const { id } = await made(instructor);
    await test(id);
    const [task] = await postgres().selectFrom("outbox").select("message").execute();
    fail(500);
    const ended = await deliverEvent(sqsEvent(JSON.stringify(task?.message), 1));
    expect(ended.batchItemFailures).toHaveLength(1);
    const [waiting] = (await deliveries(instructor, id)).items;
    expect(waiting).toMatchObject({
      status: "pending",
      attempts: 1,
      reply_status: 500,
      error: "The receiver answered 500",
    });
    expect(waiting.reply_start).toHaveLength(1_000);
    receiver.answer((response) => void response.writeHead(204).end());
    await deliverEvent(sqsEvent(JSON.stringify(task?.message), 2));
    await deliverEvent(sqsEvent(JSON.stringify(task?.message), 3));
    expect((await deliveries(instructor, id)).items).toMatchObject([{ status: "delivered", attempts: 2 }]);
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toEqual([waiting.event_id, waiting.event_id]);
  });

  it("is not followed where it points elsewhere", async () => {
    const { id } = await made(instructor);
    await test(id);
    fail(307, { location: receiver.url });
    await work();
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries(instructor, id)).items).toMatchObject([
      { status: "pending", error: "The receiver answered 307" },
    ]);
  });

  it("is given up in the end, and after five events in a row its owner is told; enabled again, they can be redelivered", async () => {
    const { id } = await made(instructor);
    const last = deliverTask.maxRetries + 1;
    fail(503);
    for (let n = 0; n < 4; n += 1) {
      await test(id);
      await work(last);
    }
    receiver.answer((response) => void response.end());
    await test(id);
    await work(last);
    fail(503);
    for (let n = 0; n < 5; n += 1) {
      expect((await test(id)).status).toBe(202);
      await work(last);
    }
    const read = await call(getWebhook, { ...token(instructor), params: { id } });
    expect(read.body).toMatchObject({
      enabled: false,
      disabled_reason: "5 events in a row: The receiver answered 503",
    });
    const told = await postgres()
      .selectFrom("outbox")
      .select("message")
      .where("destination", "=", "user.events")
      .execute();
    expect(told).toMatchObject([
      { message: { type: "webhook.disabled", data: { user_id: instructor?.id, webhook_id: id } } },
    ]);
    expect((await test(id)).body.code).toBe("webhook.disabled");

    const [newest] = (await deliveries(instructor, id)).items;
    const again = { ...token(instructor), params: { id, delivery_id: newest.id } };
    expect((await call(redeliverEvent, again)).body.code).toBe("webhook.disabled");
    const body = { url: receiver.url, events: ["course.published"], enabled: true };
    await call(updateWebhook, { ...token(instructor), params: { id }, body });
    receiver.answer((response) => void response.end());
    const redelivered = await call(redeliverEvent, again);
    expect([redelivered.status, redelivered.body.status]).toEqual([202, "pending"]);
    expect((await call(redeliverEvent, again)).body.code).toBe("webhook.delivery_pending");
    await work();
    expect((await deliveries(instructor, id)).items[0]).toMatchObject({
      id: newest.id,
      status: "delivered",
      attempts: 2,
    });
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(newest.event_id);
  });

  it("is asked no more once it says that it is gone", async () => {
    const { id } = await made(instructor);
    await test(id);
    fail(410);
    await work();
    const read = await call(getWebhook, { ...token(instructor), params: { id } });
    expect(read.body).toMatchObject({ enabled: false, disabled_reason: "The receiver says that it is gone" });
  });

  it("is not even asked once it is where nothing is sent", async () => {
    const { id } = await made(instructor);
    await test(id);
    process.env["WEBHOOK_LOCAL_HOSTS"] = "";
    await work();
    expect(receiver.received).toEqual([]);
    expect((await deliveries(instructor, id)).items).toMatchObject([
      { status: "pending", reply_status: null, error: "url: must be https" },
    ]);
  });

  it("is found in the log, page by page", async () => {
    const { id } = await made(instructor);
    for (let n = 0; n < 5; n += 1) await test(id);
    const first = await deliveries(instructor, id, { limit: "3" });
    const second = await deliveries(instructor, id, { limit: "3", cursor: first.next_cursor });
    const ids = [...first.items, ...second.items].map((one) => one.id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect([ids.length, new Set(ids).size, second.next_cursor]).toEqual([5, 5, null]);
  });
});

import { beforeAll, expect, test } from "vitest";
import { DomainError } from "@smartcourse/contracts/errors";
import { postgres } from "@smartcourse/platform/postgres";
import { redis } from "@smartcourse/platform/redis";
import { task } from "@smartcourse/platform/task";
import { sqsEvent } from "../../support/sqs-event.ts";
import { type Person, person } from "../enrollments/fixtures.ts";
import { ask, double, statusOf } from "./fixtures.ts";

let ada: Person;
let eve: Person;
let admin: Person;
const doubling = task(double, async ({ number }) => ({ doubled: 2 * number }));

beforeAll(async () => {
  [ada, eve, admin] = await Promise.all([person("student"), person("student"), person("admin")]);
});

const setRow = (id: string, change: { held_until: Date }) =>
  postgres().updateTable("tasks").set(change).where("id", "=", id).execute();

test("whoever asked sees a task pending, then running and how far it is, then its result", async () => {
  const { id, body } = await ask(ada.id);
  expect((await statusOf(id, ada)).body).toMatchObject({
    task_id: id,
    status: "pending",
    attempts: 0,
    result: null,
  });

  const telling = task(double, async ({ number }, { progress }) => {
    await progress(40.7);
    await progress(12);
    const seen = await statusOf(id, ada);
    expect(seen.body).toMatchObject({ status: "running", progress: 40, attempts: 1, finished_at: null });
    return { doubled: 2 * number };
  });
  expect(await telling(sqsEvent(body))).toEqual({ batchItemFailures: [] });

  const { body: done } = await statusOf(id, ada);
  expect(done).toMatchObject({ status: "succeeded", progress: 100, result: { doubled: 42 }, reason: null });
  expect(done.finished_at >= done.started_at && done.started_at >= done.created_at).toBe(true);
});

test("what has succeeded is read from Redis, and from Postgres when it has gone there", async () => {
  const { id, body } = await ask(ada.id);
  await doubling(sqsEvent(body));
  await postgres().updateTable("tasks").set({ attempts: 7 }).where("id", "=", id).execute();
  expect((await statusOf(id, ada)).body).toMatchObject({ attempts: 1, result: { doubled: 42 } });
  await redis().del(`task:${id}`);
  expect((await statusOf(id, ada)).body).toMatchObject({ attempts: 7, result: { doubled: 42 } });
});

test("to others a task does not exist; an admin sees it, also one that nobody asked for", async () => {
  const [owned, unowned] = [await ask(ada.id), await ask()];
  await doubling(sqsEvent(owned.body));
  for (const { id } of [owned, unowned]) {
    expect((await statusOf(id, eve)).body).toMatchObject({ status: 404, code: "task.not_found" });
    expect((await statusOf(id, admin)).status).toBe(200);
  }
  expect((await statusOf(unowned.id, ada)).status).toBe(404);
  expect((await statusOf(crypto.randomUUID(), admin)).status).toBe(404);
});

test("a failed attempt is told, and after the last one why, without what is nobody's business", async () => {
  const { id, body } = await ask(ada.id);
  const broken = task(double, () => Promise.reject(new Error("password=hunter2")));
  await broken(sqsEvent(body, 1));
  expect((await statusOf(id, ada)).body).toMatchObject({
    status: "retrying",
    attempts: 1,
    finished_at: null,
  });
  await broken(sqsEvent(body, 4));
  const { body: failed } = await statusOf(id, ada);
  expect(failed).toMatchObject({ status: "failed", attempts: 4 });
  expect(failed.reason).toBe("It failed for a fault on our side. Ask for it again.");
  const row = await postgres()
    .selectFrom("tasks")
    .select("error")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(row.error).toBe("Error: password=hunter2");
});

test("a reason that a person can act on is told as it is", async () => {
  const { id, body } = await ask(ada.id);
  const why = "The course has no lessons: add one";
  await task(double, () => Promise.reject(new DomainError("request.invalid", why)))(sqsEvent(body, 4));
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "failed", reason: why });
});

test("a result that is not what the task promises is a failure", async () => {
  const { id, body } = await ask(ada.id);
  const handled = await task(double, async () => ({ doubled: 0.5 }))(sqsEvent(body));
  expect(handled.batchItemFailures).toHaveLength(1);
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "retrying", result: null });
});

test("a run that takes longer than its task allows is ended and tried again", async () => {
  const { id, body } = await ask(ada.id);
  let aborted: unknown;
  const hanging = task({ ...double, timeoutSeconds: 0.2 }, (_, { signal }) => {
    signal.addEventListener("abort", () => (aborted = signal.reason));
    return Promise.withResolvers<never>().promise;
  });
  expect((await hanging(sqsEvent(body))).batchItemFailures).toHaveLength(1);
  expect((await statusOf(id, ada)).body.status).toBe("retrying");
  expect(String(aborted)).toContain("It took longer than 0.2 s");
});

test("a task that somebody else is at is left for later, and not done twice at once", async () => {
  const { id, body } = await ask(ada.id);
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let runs = 0;
  const slow = task(double, async ({ number }) => {
    runs += 1;
    begun.resolve();
    await ended.promise;
    return { doubled: 2 * number };
  });
  const first = slow(sqsEvent(body));
  await begun.promise;
  const duplicates = await Promise.all([2, 3, 4].map((count) => slow(sqsEvent(body, count))));
  expect(duplicates.map(({ batchItemFailures }) => batchItemFailures.length)).toEqual([1, 1, 1]);
  ended.resolve();
  expect((await first).batchItemFailures).toEqual([]);
  expect(await slow(sqsEvent(body, 5))).toEqual({ batchItemFailures: [] });
  expect(runs).toBe(1);
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "succeeded", attempts: 1 });
});

test("a run that its process did not live to end is taken up by the next", async () => {
  const { id, body } = await ask(ada.id);
  const died = task({ ...double, timeoutSeconds: 600 }, () => Promise.withResolvers<never>().promise);
  void died(sqsEvent(body));
  await expect.poll(async () => (await statusOf(id, ada)).body.status, { timeout: 20_000 }).toBe("running");
  expect((await doubling(sqsEvent(body, 2))).batchItemFailures).toHaveLength(1);
  await setRow(id, { held_until: new Date(Date.now() - 1) });
  expect((await doubling(sqsEvent(body, 3))).batchItemFailures).toEqual([]);
  expect((await statusOf(id, ada)).body).toMatchObject({ status: "succeeded", attempts: 3 });
});

import { randomUUID } from "node:crypto";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterEach, beforeAll, expect, test } from "vitest";
import { type Schedule, defineTask } from "@smartcourse/contracts/define";
import { scheduledMessage } from "@smartcourse/contracts/schedule";
import { Tick } from "@smartcourse/contracts/task-message";
import { postgres } from "@smartcourse/platform/postgres";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { task } from "@smartcourse/platform/task";
import { startSchedule } from "../../../local/event-sources/schedule.ts";
import { toSqsEvent } from "../../../local/event-sources/sqs-event.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import "../../support/use-scratch-database.ts";

const schedule: Schedule = { kind: "schedule", everyMinutes: 60 };
const hourly = defineTask({
  id: "operations.countHours",
  queue: `count-hours-${randomUUID()}`,
  summary: "Counts the hours.",
  payload: Tick,
  timeoutSeconds: 10,
  maxRetries: 3,
  uses: ["postgres", "sqs"],
  concurrency: 2,
  source: schedule,
});
const url = queueUrl(hourly.queue);

beforeAll(async () => {
  await sqs().send(new CreateQueueCommand({ QueueName: url.split("/").at(-1) }));
});
afterEach(() => postgres().deleteFrom("tasks").execute());

/** The next message of the queue, as its function gets it. */
async function receive(): Promise<SQSEvent> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 10, MessageSystemAttributeNames: ["All"] }),
  );
  return toSqsEvent(hourly.queue, Messages);
}

/** What a clock sends that has just been started. */
async function firstTick(): Promise<SQSEvent> {
  const log = () => undefined;
  const clock = startSchedule({ client: sqs(), queueUrl: url, task: hourly, schedule, log });
  const event = await receive();
  await clock.stop();
  return event;
}

const rows = () => postgres().selectFrom("tasks").select(["name", "state", "attempts", "error"]).execute();
const name = "operations-count-hours";

test("a clock sends at once what is due; started again, or delivered five times, its task runs once", async () => {
  const seen: string[] = [];
  const handler = task(hourly, async ({ scheduled_at }) => void seen.push(scheduled_at));
  const events = [await firstTick(), await firstTick()];
  for (const event of [...events, ...events, ...events]) {
    expect(await handler(event)).toEqual({ batchItemFailures: [] });
  }
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(/:00:00\.000Z$/);
  expect(await rows()).toEqual([{ name, state: "succeeded", attempts: 1, error: null }]);
});

test("a tick that failed is handed out again, and is then the same task", async () => {
  const body = JSON.stringify(scheduledMessage(hourly, "2026-03-01T11:00:00.000Z"));
  await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  const failing = task(hourly, () => Promise.reject(new Error("not now")));
  expect((await failing(await receive())).batchItemFailures).toHaveLength(1);
  expect(await rows()).toEqual([{ name, state: "retrying", attempts: 1, error: "Error: not now" }]);
  await task(hourly, async () => undefined)(await receive());
  expect(await rows()).toEqual([{ name, state: "succeeded", attempts: 2, error: null }]);
});

test("what no clock sent is refused", async () => {
  const ordinary = JSON.stringify({ task_id: randomUUID(), name: hourly.id, payload: {} });
  const handler = task(hourly, () => expect.unreachable());
  expect((await handler(sqsEvent(ordinary))).batchItemFailures).toHaveLength(1);
});

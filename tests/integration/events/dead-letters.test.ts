import { randomUUID } from "node:crypto";
import type { Admin } from "kafkajs";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { type ConsumerGroup, defineConsumer, defineEvent } from "@smartcourse/contracts/define";
import { deadLetterTopic } from "@smartcourse/contracts/events";
import { retryQueueName } from "@smartcourse/contracts/retry";
import { consumer } from "@smartcourse/platform/consumer";
import { readDeadLetters } from "@smartcourse/platform/dead-letters";
import { kafka } from "@smartcourse/platform/kafka";
import { postgres } from "@smartcourse/platform/postgres";
import { redriveLetter } from "@smartcourse/platform/redrive-letter";
import { startRelay } from "@smartcourse/platform/relay/relay";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { eventually } from "../../support/eventually.ts";
import { sqsEvent } from "../../support/sqs-event.ts";
import "../../support/use-scratch-database.ts";

const group = `dead-group-${randomUUID().slice(0, 8)}` as ConsumerGroup;
const topic = deadLetterTopic(group);
const tried = defineEvent({
  type: "course.tried",
  version: 1,
  topic: "course.events",
  aggregate: "course_id",
  payload: z.object({ course_id: z.int() }),
});
const contract = defineConsumer({
  id: "analytics.tryCourses",
  group,
  events: [tried],
  uses: ["postgres"],
});
let broken = true;
const effects: number[] = [];
const handler = consumer(contract, async (_tx, { data }) => {
  if (broken) throw new Error("it cannot be done yet");
  effects.push(Number(data["course_id"]));
});

let admin: Admin;

beforeAll(async () => {
  admin = kafka("dead-letters-test").admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] });
});
afterAll(async () => {
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
});

function event(course_id: number) {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "/smartcourse/course",
    type: tried.type,
    time: "2026-03-01T12:00:00.000Z",
    subject: String(course_id),
    datacontenttype: "application/json",
    schemaversion: 1,
    aggregateversion: 1,
    data: { course_id },
  };
}
const retries = () =>
  postgres()
    .deleteFrom("outbox")
    .where("destination", "=", retryQueueName(contract))
    .returning("message")
    .execute();
/** Has the consumer try again whatever waits for that. */
async function retry(): Promise<void> {
  for (const { message } of await retries()) await handler(sqsEvent(JSON.stringify(message)));
}
const redrive = () => {
  let back = 0;
  const letters = readDeadLetters(group, {
    take: async (letter) => {
      if (
        await postgres()
          .transaction()
          .execute((tx) => redriveLetter(tx, [contract], letter))
      )
        back += 1;
    },
  });
  return letters.then(({ length }) => ({ letters: length, back }));
};

it("lists what a consumer gave up, and gives it back once it can be done; what nobody can read is left", async () => {
  await handler(kafkaBatch(tried.topic, [JSON.stringify(event(7)), "no json", JSON.stringify(event(8))]));
  for (let attempt = 0; attempt < 3; attempt += 1) await retry();
  const relay = await startRelay(process.env["DATABASE_URL"] ?? "");
  try {
    await eventually(async () => (await postgres().selectFrom("outbox").select("id").execute()).length === 0);
  } finally {
    await relay.stop();
  }
  const reasons = async (all = false) => {
    const letters = await readDeadLetters(group, { all });
    return letters.map(({ reason, consumer: id }) => `${id}: ${reason.slice(0, 21)}`).toSorted();
  };
  const three = [
    "analytics.tryCourses: Unexpected token 'o',",
    "analytics.tryCourses: it cannot be done yet",
    "analytics.tryCourses: it cannot be done yet",
  ];
  expect(await reasons()).toEqual(three);
  expect(await reasons()).toEqual(three);

  broken = false;
  expect(await redrive()).toEqual({ letters: 3, back: 2 });
  await retry();
  expect(effects.toSorted((a, b) => a - b)).toEqual([7, 8]);
  expect(await redrive()).toEqual({ letters: 0, back: 0 });
  expect(await reasons()).toEqual([]);
  expect(await reasons(true)).toEqual(three);
});

import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { taskQueue } from "@smartcourse/contracts/define";
import { kafka } from "@smartcourse/platform/kafka";
import { type Db, openPostgres } from "@smartcourse/platform/postgres";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { closeTemporal, startWorkflowOnce, temporal } from "@smartcourse/platform/temporal";
import { eventually } from "../../support/eventually.ts";
import { type ScratchDatabase, createScratchDatabase } from "../../support/scratch-database.ts";
import { addRow } from "./outbox-rows.ts";

const run = randomUUID().slice(0, 8);
const queue = `relay-test-${run}`;
/** Nothing consumes events of this type. */
const topic = "content.events";

let database: ScratchDatabase;
let db: Db;
let relay: Relay;

beforeAll(async () => {
  database = await createScratchDatabase();
  db = openPostgres(database.url, 5);
  await sqs().send(new CreateQueueCommand({ QueueName: queueUrl(queue).split("/").at(-1) }));
  relay = await startRelay(database.url);
});
afterAll(async () => {
  await relay.stop();
  await db.destroy();
  await database.drop();
  await sqs().send(new DeleteQueueCommand({ QueueUrl: queueUrl(queue) }));
  await closeTemporal();
});

const left = () =>
  db.selectFrom("outbox").select(["message_id", "status", "attempts", "error"]).orderBy("id").execute();
const drained = () => eventually(left, (rows) => rows.length === 0);

/** Reads what lies in the topic under keys of this run, until there are `count` messages. */
async function consume(key: string, count: number) {
  const consumer = kafka("relay-test").consumer({ groupId: `relay-test-${randomUUID()}` });
  const found: { key: string; value: { n?: number; id?: string }; contentType: string; partition: number }[] =
    [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message, partition }) => {
        if (String(message.key) !== key) return;
        found.push({
          key: String(message.key),
          value: JSON.parse(String(message.value)),
          contentType: String(message.headers?.["content-type"]),
          partition,
        });
      },
    });
    await eventually(() => found.length >= count);
  } finally {
    await consumer.disconnect();
  }
  return found;
}

async function receive(count: number): Promise<{ n: number }[]> {
  const found: { n: number }[] = [];
  await eventually(async () => {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl(queue),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
      }),
    );
    found.push(...Messages.map(({ Body }) => JSON.parse(Body ?? "") as { n: number }));
    return found.length >= count;
  });
  return found;
}

it("sends events to Kafka, keyed by their aggregate, in their order, as CloudEvents", async () => {
  const key = `${run}-events`;
  for (let n = 0; n < 20; n += 1) {
    await addRow(db, { key, n, destination: topic, message: { specversion: "1.0", n } });
  }
  const found = await consume(key, 20);
  expect(found.map(({ value }) => value.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(new Set(found.map(({ partition }) => partition)).size).toBe(1);
  expect(found[0]?.contentType).toBe("application/cloudevents+json; charset=utf-8");
  await drained();
});

it("sets aside the one event that the broker refuses for its size, and sends its neighbours", async () => {
  const key = `${run}-large`;
  const large = await db.transaction().execute(async (tx) => {
    await addRow(tx, { key, n: 0, destination: topic });
    const id = await addRow(tx, {
      key,
      n: 1,
      destination: topic,
      message: { n: 1, text: "x".repeat(1_500_000) },
    });
    await addRow(tx, { key, n: 2, destination: topic });
    return id;
  });
  const found = await consume(key, 2);
  expect(found.map(({ value }) => value.n)).toEqual([0, 2]);
  await eventually(left, (rows) => rows.length === 1 && rows[0]?.message_id === large);
  expect((await left())[0]?.error).toMatch(/larger than the max message size|MESSAGE_TOO_LARGE/i);
  await db.deleteFrom("outbox").execute();
});

it("sends tasks to SQS, ten at a time, and keeps the one that SQS refuses", async () => {
  await db.transaction().execute(async (tx) => {
    for (let n = 0; n < 23; n += 1) {
      await addRow(tx, { key: `${run}-tasks`, n, kind: "task", destination: queue });
    }
    await addRow(tx, {
      key: `${run}-huge`,
      n: 99,
      kind: "task",
      destination: queue,
      message: { n: 99, text: "x".repeat(1_200_000) },
    });
  });
  const found = await receive(23);
  expect(found.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, n) => n));
  await eventually(left, (rows) => rows.length === 1 && (rows[0]?.attempts ?? 0) > 0);
  expect((await left())[0]).toMatchObject({ status: "pending" });
  await db.deleteFrom("outbox").execute();
});

it("lets tasks for a queue that does not exist wait, and sends the others", async () => {
  await addRow(db, { key: "x", n: 1, kind: "task", destination: `${queue}-missing` });
  await addRow(db, { key: "x", n: 200, kind: "task", destination: queue });
  expect(await receive(1)).toEqual([{ n: 200 }]);
  const rows = await eventually(left, (found) => found.length === 1 && found[0]?.attempts !== 0);
  expect(rows[0]).toMatchObject({ status: "pending" });
  await db.deleteFrom("outbox").execute();
});

it("starts workflows once, with their trace, and takes one that was started before as sent", async () => {
  const workflow = (id: string, traceparent: string | null) => ({
    key: id,
    n: 0,
    kind: "workflow" as const,
    destination: "RelayTestWorkflow",
    message: { workflow_id: id, input: { course_id: 7 }, traceparent },
  });
  const [first, second] = [`relay-test-${run}-1`, `relay-test-${run}-2`];
  await startWorkflowOnce({ name: "RelayTestWorkflow", id: first, input: {}, traceparent: null }, 10_000);
  const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  await addRow(db, workflow(first, null));
  await addRow(db, workflow(second, trace));
  await drained();
  const found = await temporal().workflow.getHandle(second).describe();
  expect(found).toMatchObject({ type: "RelayTestWorkflow", taskQueue, memo: { traceparent: trace } });
  const history = await temporal().workflow.getHandle(second).fetchHistory();
  const payload = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  expect(JSON.parse(Buffer.from(payload ?? "").toString())).toEqual({ course_id: 7 });
  await Promise.all([first, second].map((id) => temporal().workflow.getHandle(id).terminate()));
});

it("sets aside a start that says nothing of a workflow", async () => {
  await addRow(db, { key: "odd", n: 0, kind: "workflow", message: { nothing: true } });
  const rows = await eventually(left, (found) => (found[0]?.attempts ?? 0) > 0);
  expect(rows[0]?.error).toContain("workflow_id");
  await db.deleteFrom("outbox").execute();
});

it("keeps events while Kafka is down, sends tasks meanwhile, and the events once it is back", async () => {
  const own = await createScratchDatabase();
  const ownDb = openPostgres(own.url, 2);
  const brokers = process.env["KAFKA_BROKERS"] ?? "";
  process.env["KAFKA_BROKERS"] = "127.0.0.1:1";
  const ownRelay = await startRelay(own.url);
  try {
    const key = `${run}-outage`;
    await addRow(ownDb, { key, n: 1, destination: topic });
    await addRow(ownDb, { key, n: 300, kind: "task", destination: queue });
    expect(await receive(1)).toEqual([{ n: 300 }]);
    const waiting = () => ownDb.selectFrom("outbox").select(["kind", "status", "attempts"]).execute();
    await eventually(waiting, (rows) => rows.length === 1 && (rows[0]?.attempts ?? 0) > 0);
    expect(await waiting()).toMatchObject([{ kind: "event", status: "pending" }]);
    process.env["KAFKA_BROKERS"] = brokers;
    expect((await consume(key, 1)).map(({ value }) => value.n)).toEqual([1]);
    await eventually(waiting, (rows) => rows.length === 0);
  } finally {
    process.env["KAFKA_BROKERS"] = brokers;
    await ownRelay.stop();
    await ownDb.destroy();
    await own.drop();
  }
});

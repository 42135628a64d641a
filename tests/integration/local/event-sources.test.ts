import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SQSClient,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import type { MSKEvent, SQSEvent } from "aws-lambda";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ConsumerGroup, TopicName } from "@smartcourse/contracts/define";
import { coursePublished } from "@smartcourse/contracts/courses/events";
import { buildBundles } from "../../../local/bundles/build.ts";
import { buildPaths } from "../../../local/bundles/paths.ts";
import { fixtureRoot, routed } from "../../../local/lambda/fixtures/fixture-gateway.ts";
import { type Lambda, startLambda } from "../../../local/lambda/service.ts";
import { startKafkaSource } from "../../../local/event-sources/kafka.ts";
import type { EventSource } from "../../../local/event-sources/source.ts";
import { startSqsSource } from "../../../local/event-sources/sqs.ts";

const { SQS_QUEUE_URL_PREFIX: prefix = "", KAFKA_BROKERS: brokers = "" } = process.env;
const patience = { timeout: 60_000, interval: 100 };

let root: string;
let journal: string;
let lambda: Lambda;
let source: EventSource;

beforeAll(async () => {
  root = fixtureRoot();
  journal = join(root, "events");
  const functions = [routed("batch", "GET", "/")];
  await buildBundles({ entries: functions, root });
  lambda = await startLambda({
    functions,
    paths: buildPaths(root),
    environment: { FIXTURE_JOURNAL: journal },
    log: { write: () => undefined, close: async () => undefined },
  });
});

afterAll(async () => {
  await lambda.stop();
  rmSync(root, { recursive: true, force: true });
});

function events<E>(): E[] {
  return readFileSync(journal, "utf8")
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as E);
}

describe("a queue", { timeout: 120_000 }, () => {
  const client = new SQSClient({
    region: "us-east-1",
    endpoint: new URL(prefix).origin,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  let queueUrl: string;
  let deadUrl: string;

  beforeAll(async () => {
    writeFileSync(journal, "");
    const name = `events-${process.pid}-${Date.now()}`;
    deadUrl = await createQueue(`${name}-dead`, {});
    const redrive = { deadLetterTargetArn: await attribute(deadUrl, "QueueArn"), maxReceiveCount: 2 };
    queueUrl = await createQueue(name, { VisibilityTimeout: "2", RedrivePolicy: JSON.stringify(redrive) });
    const log = () => undefined;
    source = startSqsSource({
      client,
      lambda,
      queue: name,
      queueUrl,
      functionName: "batch",
      batchSize: 10,
      concurrency: 2,
      log,
    });
  });
  afterAll(() => source.stop());

  async function createQueue(QueueName: string, Attributes: Record<string, string>): Promise<string> {
    return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
  }

  async function attribute(
    url: string,
    name: "QueueArn" | "ApproximateNumberOfMessages" | "ApproximateNumberOfMessagesNotVisible",
  ) {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }),
    );
    return Attributes?.[name] ?? "";
  }

  test("hands its function batches; what succeeded is gone, what failed comes again and ends in the dead-letter queue", async () => {
    const bodies = ["one", "fail", "two", "three"];
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.map((body, place) => ({ Id: String(place), MessageBody: body })),
      }),
    );
    await vi.waitFor(
      async () => expect(await attribute(deadUrl, "ApproximateNumberOfMessages")).toBe("1"),
      patience,
    );
    expect(await attribute(queueUrl, "ApproximateNumberOfMessages")).toBe("0");
    expect(await attribute(queueUrl, "ApproximateNumberOfMessagesNotVisible")).toBe("0");
    const seen = events<SQSEvent>().flatMap(({ Records }) => Records);
    const counted = bodies.map((body) => seen.filter((record) => record.body === body).length);
    expect(counted).toEqual([1, 2, 1, 1]);
    expect(
      seen.filter(({ body }) => body === "fail").map(({ attributes }) => attributes.ApproximateReceiveCount),
    ).toEqual(["1", "2"]);
  });

  test("keeps the whole batch of a function that throws", async () => {
    writeFileSync(journal, "");
    await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [{ Id: "a", MessageBody: "throw" }] }),
    );
    await vi.waitFor(
      async () => expect(await attribute(deadUrl, "ApproximateNumberOfMessages")).toBe("2"),
      patience,
    );
    expect(events<SQSEvent>()).toHaveLength(2);
  });
});

describe("a topic", { timeout: 120_000 }, () => {
  const kafka = new Kafka({ clientId: "test", brokers: brokers.split(","), logLevel: logLevel.NOTHING });
  // A topic and a group of the test's own, so that what is counted is what it sent.
  const topic = `test-${randomUUID()}` as TopicName;
  const group = topic as string as ConsumerGroup;

  beforeAll(async () => {
    writeFileSync(journal, "");
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic, numPartitions: 2, replicationFactor: 1 }],
      waitForLeaders: true,
    });
    await admin.disconnect();
  });

  async function send(values: readonly string[], partition: number): Promise<void> {
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: values.map((value) => ({ key: "k", value, partition, headers: { kind: "ë" } })),
    });
    await producer.disconnect();
  }

  async function committed(): Promise<number> {
    const admin = kafka.admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    await admin.disconnect();
    return (offsets?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  }

  function start(): EventSource {
    const consumer = { group, events: [{ ...coursePublished, topic }] } as const;
    return startKafkaSource({
      brokers: brokers.split(","),
      lambda,
      consumer,
      functionName: "batch",
      log: () => undefined,
    });
  }

  test("hands its function each partition in order, a failing batch again until it succeeds, and then commits", async () => {
    const values = Array.from({ length: 250 }, (_, place) => String(place));
    await send(values, 0);
    await send(["fail 2", "after"], 1);
    source = start();
    await vi.waitFor(async () => expect(await committed()).toBe(252), patience);
    await source.stop();

    const batches = events<MSKEvent>();
    const [ofFirst, ofSecond] = [0, 1].map((partition) =>
      batches
        .filter(({ records }) => records[`${topic}-${partition}`])
        .map(({ records }) => Object.values(records).flat()),
    );
    expect(ofFirst?.flat().map(({ value }) => Buffer.from(value, "base64").toString())).toEqual(values);
    expect(ofFirst?.every((batch) => batch.length <= 100)).toBe(true);
    expect(ofSecond?.length).toBeGreaterThanOrEqual(3);
    expect(ofSecond?.[0]?.[0]).toMatchObject({
      topic,
      partition: 1,
      offset: 0,
      headers: [{ kind: [-61, -85] }],
    });
  });

  test("goes on after a restart where it was", async () => {
    writeFileSync(journal, "");
    await send(["next"], 0);
    source = start();
    await vi.waitFor(async () => expect(await committed()).toBe(253), patience);
    await source.stop();
    const seen = events<MSKEvent>().flatMap(({ records }) => Object.values(records).flat());
    expect(seen.map(({ value }) => Buffer.from(value, "base64").toString())).toEqual(["next"]);
  });
});

import { randomUUID } from "node:crypto";
import type { Admin } from "kafkajs";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import {
  type ConsumerGroup,
  type TopicName,
  defineConsumer,
  defineEvent,
} from "@smartcourse/contracts/define";
import { readLag } from "@smartcourse/platform/consumer-lag";
import { kafka, openProducer } from "@smartcourse/platform/kafka";

const run = randomUUID().slice(0, 8);
const topic = `lag-test-${run}` as TopicName;
const group = `lag-group-${run}` as ConsumerGroup;
const noticed = defineEvent({
  type: "lag.noticed",
  version: 1,
  topic,
  aggregate: "id",
  payload: z.object({ id: z.int() }),
});
const consumers = [
  defineConsumer({ id: "analytics.noticeLag", group, events: [noticed], uses: ["postgres"] }),
];

let admin: Admin;

beforeAll(async () => {
  admin = kafka("lag-test").admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] });
});
afterAll(async () => {
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
});

/** The end of each partition, in their order, which is not that in which the broker tells them. */
const ends = async () =>
  (await admin.fetchTopicOffsets(topic))
    .toSorted((one, other) => one.partition - other.partition)
    .map(({ high }) => Number(high));

/** Commits for an id of the group: `back` messages before the end of each partition. */
async function commit(groupId: string, back: number): Promise<void> {
  const partitions = (await ends()).map((end, partition) => ({
    partition,
    offset: String(Math.max(0, end - back)),
  }));
  await admin.setOffsets({ groupId, topic, partitions });
}

it("counts what a group has yet to work on, of each topic, under whatever ids it goes", async () => {
  const producer = openProducer("lag-test");
  const messages = Array.from({ length: 40 }, (_, n) => ({ key: `k${n}`, value: "{}", headers: {} }));
  await producer.send(topic, messages);
  await producer.close();
  const [first = 0, second = 0] = await ends();
  expect(Math.min(first, second)).toBeGreaterThan(3);

  expect(await readLag(consumers)).toEqual([{ group, topic, lag: 40 }]);
  await Promise.all([
    commit(group, 3),
    commit(`${group}.analytics-notice-lag.${topic}`, 1),
    commit(`${group}-of-somebody-else`, 2),
  ]);
  expect(await readLag(consumers)).toEqual([{ group, topic, lag: 8 }]);

  // What was deleted before anybody read it is not waited for.
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(first - 2) }] });
  expect(await readLag(consumers)).toEqual([{ group, topic, lag: 7 }]);
});

import type { Admin } from "kafkajs";
import type { Consumer, ConsumerGroup, TopicName } from "@smartcourse/contracts/define";
import { kafka } from "./kafka.ts";

/** Messages of a topic that a consumer group has not worked on yet. */
export interface ConsumerLag {
  readonly group: ConsumerGroup;
  readonly topic: TopicName;
  readonly lag: number;
}

/** By partition. */
type Offsets = ReadonlyMap<number, number>;

/**
 * How far each group is behind on each of its topics: the end of each partition less what is committed, or its beginning
 * where nothing is. A group may go by several ids, `‹group›` itself or `‹group›.…`, as on AWS, where each mapping to a
 * topic wants one of its own: their lags are added up. Throws where the brokers do not answer.
 */
export async function readLag(consumers: readonly Consumer[]): Promise<ConsumerLag[]> {
  const admin = kafka("smartcourse-lag").admin();
  await admin.connect();
  try {
    const wanted = topicsByGroup(consumers);
    const committed = await readCommitted(admin, [...wanted.keys()]);
    const topics = [...new Set([...wanted.values()].flatMap((some) => [...some]))];
    const ends = new Map(
      await Promise.all(topics.map(async (topic) => [topic, await admin.fetchTopicOffsets(topic)] as const)),
    );
    return [...wanted].flatMap(([group, some]) =>
      [...some].map((topic) => ({
        group,
        topic,
        lag: behind(ends.get(topic) ?? [], committed.get(`${group} ${topic}`) ?? []),
      })),
    );
  } finally {
    await admin.disconnect();
  }
}

function topicsByGroup(consumers: readonly Consumer[]): Map<ConsumerGroup, Set<TopicName>> {
  const found = new Map<ConsumerGroup, Set<TopicName>>();
  for (const { group, events } of consumers) {
    const topics = found.get(group) ?? new Set();
    for (const { topic } of events) topics.add(topic);
    found.set(group, topics);
  }
  return found;
}

/** What was committed, by group and topic: one entry for each id that committed anything on it. */
async function readCommitted(admin: Admin, groups: readonly string[]): Promise<Map<string, Offsets[]>> {
  const known = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  const found = new Map<string, Offsets[]>();
  for (const group of groups) {
    for (const groupId of known.filter((id) => id === group || id.startsWith(`${group}.`))) {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
        const offsets = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
        const key = `${group} ${topic}`;
        found.set(key, [...(found.get(key) ?? []), offsets]);
      }
    }
  }
  return found;
}

interface PartitionEnds {
  readonly partition: number;
  readonly low: string;
  readonly high: string;
}

function behind(ends: readonly PartitionEnds[], committed: readonly Offsets[]): number {
  const ids = committed.length === 0 ? [new Map<number, number>()] : committed;
  const lags = ids.flatMap((offsets) =>
    ends.map(({ partition, low, high }) => {
      // Nothing committed is -1; what was committed long ago may be deleted by now.
      const next = Math.max(Number(low), offsets.get(partition) ?? -1);
      return Math.max(0, Number(high) - next);
    }),
  );
  return lags.reduce((sum, lag) => sum + lag, 0);
}

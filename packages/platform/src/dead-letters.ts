import { randomUUID } from "node:crypto";
import type { Consumer as Reader } from "kafkajs";
import * as z from "zod";
import { deadLetterTopic } from "@smartcourse/contracts/events";
import { kafka } from "./kafka.ts";

/** What a consumer could not read, or failed on for good, and why. `record` is what Kafka had brought. */
const Letter = z.object({ consumer: z.string(), reason: z.string(), record: z.string() });

export interface DeadLetter extends z.infer<typeof Letter> {
  /** When it was given up, in ISO 8601. */
  readonly buried_at: string;
}

export interface ReadOptions {
  /** Also those that were put back before. */
  readonly all?: boolean;
  /** Takes each in its turn; what it has taken is not read again but by `all`. Without it nothing is taken. */
  readonly take?: (letter: DeadLetter) => Promise<void>;
}

/**
 * Reads the dead letters of a consumer group up to the present end, the oldest of each partition first. Ended in the midst,
 * some that were taken come again. Throws where the brokers do not answer.
 */
export async function readDeadLetters(
  group: string,
  { all = false, take }: ReadOptions = {},
): Promise<DeadLetter[]> {
  const topic = deadLetterTopic(group);
  const groupId = all ? `read-${group}-${randomUUID()}` : `redrive-${group}`;
  const ends = await unread(topic, groupId);
  if (ends.size === 0) return [];
  const found: DeadLetter[] = [];
  const reader = kafka("smartcourse-dead-letters").consumer({ groupId });
  await reader.connect();
  try {
    await reader.subscribe({ topic, fromBeginning: true });
    await runToEnd(reader, ends, async (partition, offset, message) => {
      const letter = { ...Letter.parse(JSON.parse(message.text)), buried_at: message.at };
      found.push(letter);
      if (take === undefined) return;
      await take(letter);
      await reader.commitOffsets([{ topic, partition, offset: String(offset + 1) }]);
    });
  } finally {
    await reader.disconnect();
  }
  return found;
}

/** The last offset of each partition in which there is something that this group has not taken. */
async function unread(topic: string, groupId: string): Promise<Map<number, number>> {
  const admin = kafka("smartcourse-dead-letters").admin();
  await admin.connect();
  try {
    const ends = await admin.fetchTopicOffsets(topic);
    const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const next = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    return new Map(
      ends
        .filter(({ partition, low, high }) => Number(high) > Math.max(Number(low), next.get(partition) ?? -1))
        .map(({ partition, high }) => [partition, Number(high) - 1]),
    );
  } finally {
    await admin.disconnect();
  }
}

type Each = (partition: number, offset: number, message: { text: string; at: string }) => Promise<void>;

/** Resolves when `each` has had the last message of every partition; rejects where it fails. */
async function runToEnd(reader: Reader, ends: Map<number, number>, each: Each): Promise<void> {
  const left = new Set(ends.keys());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  await reader.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const [offset, last] = [Number(message.offset), ends.get(partition) ?? -1];
      if (offset > last) return;
      const at = new Date(Number(message.timestamp)).toISOString();
      try {
        await each(partition, offset, { text: String(message.value), at });
      } catch (error) {
        reject(error);
        throw error;
      }
      if (offset === last) left.delete(partition);
      if (left.size === 0) resolve();
    },
  });
  await promise;
}

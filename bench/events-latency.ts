import { setTimeout as pause } from "node:timers/promises";
import type { Consumer } from "kafkajs";
import { courseUpdated } from "@smartcourse/contracts/courses/events";
import { kafka } from "@smartcourse/platform/kafka";
import { emit } from "@smartcourse/platform/outbox";
import type { Db } from "@smartcourse/platform/postgres";

/**
 * Commits `rate` events a second for `seconds`, while a relay runs, and answers how long each took from its commit to the
 * consumer, in milliseconds.
 */
export function commitToConsumer(db: Db, rate: number, seconds: number): Promise<number[]> {
  return waysToConsumer(rate, seconds, (id) => {
    const payload = {
      course_id: id,
      instructor_id: 1,
      fields: ["title"],
      updated_at: new Date().toISOString(),
    };
    return db.transaction().execute((tx) => emit(tx, courseUpdated, payload, 1));
  });
}

/** The same without database and relay, from Kafka's acknowledgement: a producer that sends each event by itself. */
export async function sendToConsumer(rate: number, seconds: number): Promise<number[]> {
  const producer = kafka("bench-latency").producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    return await waysToConsumer(rate, seconds, async (id) => {
      await producer.send({
        topic: courseUpdated.topic,
        acks: -1,
        messages: [{ key: String(id), value: "{}" }],
      });
    });
  } finally {
    await producer.disconnect();
  }
}

/** From the end of each `act` to its arrival, in milliseconds. The first second is not counted. */
async function waysToConsumer(
  rate: number,
  seconds: number,
  act: (id: number) => Promise<void>,
): Promise<number[]> {
  const [committed, arrived] = [new Map<number, number>(), new Map<number, number>()];
  const consumer = kafka("bench-latency").consumer({
    groupId: `bench-latency-${Date.now()}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: courseUpdated.topic, fromBeginning: false });
    await consumer.run({
      partitionsConsumedConcurrently: 4,
      eachMessage: async ({ message }) => {
        arrived.set(Number(message.key), performance.now());
      },
    });
    await once(consumer, consumer.events.FETCH);
    await actAtRate(rate, rate * (seconds + 1), async (id) => {
      await act(id);
      committed.set(id, performance.now());
    });
    const until = performance.now() + 60_000;
    while (arrived.size < committed.size && performance.now() < until) await pause(50);
  } finally {
    await consumer.disconnect();
  }
  return [...committed]
    .filter(([id]) => id > rate)
    .map(([id, at]) => Math.max(0, (arrived.get(id) ?? Number.POSITIVE_INFINITY) - at));
}

/** Open loop: an event is due at its time, however long those before take. */
async function actAtRate(rate: number, count: number, act: (id: number) => Promise<void>): Promise<void> {
  const started = performance.now();
  const acts: Promise<void>[] = [];
  for (let id = 1; id <= count; id += 1) {
    const wait = started + (id * 1_000) / rate - performance.now();
    if (wait > 1) await pause(wait);
    acts.push(act(id));
  }
  const failed = (await Promise.allSettled(acts)).filter(({ status }) => status === "rejected").length;
  if (failed > 0) console.log(`${failed} of them failed: the machine does not bear this rate now`);
}

/** Resolves at the consumer's next event of this name. */
function once(consumer: Consumer, name: Parameters<Consumer["on"]>[0]): Promise<void> {
  return new Promise((resolve) => {
    const off = consumer.on(name, () => {
      off();
      resolve();
    });
  });
}

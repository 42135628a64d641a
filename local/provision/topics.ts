import { Kafka, logLevel } from "kafkajs";
import { deadLetterTopic, topics } from "@smartcourse/contracts/events";
import { consumers } from "@smartcourse/contracts/functions";

const partitions = 4;

/** Makes the topics that are not there yet. */
export async function provisionTopics(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({
    clientId: "provision",
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  try {
    const groups = new Set(consumers.map((consumer) => consumer.group));
    const wanted = [...topics, ...[...groups].map(deadLetterTopic)];
    await admin.createTopics({
      waitForLeaders: true,
      topics: wanted.map((topic) => ({ topic, numPartitions: partitions, replicationFactor: 1 })),
    });
  } finally {
    await admin.disconnect();
  }
}

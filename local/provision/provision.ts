import { S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { provisionContent } from "@smartcourse/core/courses/content-collections";
import { ensureSearchCollection } from "@smartcourse/core/search/search-collection";
import { env } from "@smartcourse/platform/env";
import { migrate } from "@smartcourse/platform/migrate";
import { closeMongo } from "@smartcourse/platform/mongo";
import { openPostgres } from "@smartcourse/platform/postgres";
import { ensureCollection } from "@smartcourse/platform/qdrant";
import { provisionBucket } from "./bucket.ts";
import { seedFirstAdmin } from "./first-admin.ts";
import { provisionQueues, queueArn } from "./queues.ts";
import { provisionTopics } from "./topics.ts";

/** Brings empty services to where the product can run on them. Safe to run again. Reads the settings from the environment. */
export async function provision(parts: readonly Part[] = allParts): Promise<void> {
  const wanted = new Set(parts);
  await Promise.all([
    wanted.has("postgres") && provisionPostgres(),
    wanted.has("mongo") && provisionMongo(),
    wanted.has("localstack") && provisionAws(),
    wanted.has("kafka") && provisionTopics(env("KAFKA_BROKERS").split(",")),
    wanted.has("qdrant") && ensureCollection(),
    wanted.has("qdrant") && ensureSearchCollection(),
  ]);
}

const allParts = ["postgres", "mongo", "localstack", "kafka", "qdrant"] as const;
type Part = (typeof allParts)[number];

async function provisionPostgres(): Promise<void> {
  const db = openPostgres(env("DATABASE_DIRECT_URL") || env("DATABASE_URL"), 1);
  try {
    await migrate(db);
    await seedFirstAdmin(db);
  } finally {
    await db.destroy();
  }
}

async function provisionMongo(): Promise<void> {
  try {
    await provisionContent();
  } finally {
    await closeMongo();
  }
}

async function provisionAws(): Promise<void> {
  const sqs = new SQSClient({});
  const prefix = env("SQS_QUEUE_URL_PREFIX").split("/").at(-1) ?? "";
  await provisionQueues(sqs, prefix);
  await provisionBucket(new S3Client({ forcePathStyle: true }), env("S3_BUCKET"), async (queue) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${prefix}${queue}` }));
    return queueArn(sqs, QueueUrl ?? "");
  });
}

if (import.meta.main) {
  const named = process.argv.slice(2);
  await provision(named.length === 0 ? allParts : allParts.filter((part) => named.includes(part)));
}

import { randomBytes } from "node:crypto";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { tasks } from "@smartcourse/contracts/functions";
import { provisionContent } from "@smartcourse/core/courses/content-collections";
import { env } from "@smartcourse/platform/env";
import { collection } from "@smartcourse/platform/mongo";
import { openPostgres, postgres } from "@smartcourse/platform/postgres";
import { collectionName, ensureCollection, qdrant } from "@smartcourse/platform/qdrant";
import { s3 } from "@smartcourse/platform/s3";
import { queueUrl, sqs } from "@smartcourse/platform/sqs";
import { closeTemporal, temporal } from "@smartcourse/platform/temporal";
import { seedFirstAdmin } from "../../local/provision/first-admin.ts";
import { eventually } from "./eventually.ts";
import { type ModelStandIn, startModelStandIn } from "./model-stand-in.ts";
import { createScratchDatabase } from "./scratch-database.ts";

export interface ScratchPlatform {
  readonly model: ModelStandIn;
  close(): Promise<void>;
}

/**
 * A corner of the running services that nobody else looks at: a database, a Mongo database, a bucket, a vector collection and a
 * Temporal namespace of its own, and a language model that can be made to fail. Points this process' settings there, so it
 * has to come before anything connects. `timeFactor`: of what workflows wait for (WORKFLOW_TIME_FACTOR).
 */
export async function openScratchPlatform(timeFactor = 0.01): Promise<ScratchPlatform> {
  const name = `scratch-${randomBytes(6).toString("hex")}`;
  const [database, model] = await Promise.all([createScratchDatabase(), startModelStandIn()]);
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.url,
    MONGODB_DATABASE: name,
    S3_BUCKET: name,
    SQS_QUEUE_URL_PREFIX: `${env("SQS_QUEUE_URL_PREFIX").replace(/[^/]*$/, "")}${name}-`,
    EMBEDDING_MODEL: name,
    OPENAI_BASE_URL: model.baseUrl,
    TEMPORAL_NAMESPACE: name,
    WORKFLOW_TIME_FACTOR: String(timeFactor),
  });
  await Promise.all([
    provisionContent(),
    ensureCollection(),
    seedFirstAdmin(postgres()),
    s3().send(new CreateBucketCommand({ Bucket: name })),
    ...tasks.map(({ queue }) =>
      sqs().send(new CreateQueueCommand({ QueueName: queueUrl(queue).split("/").at(-1) })),
    ),
    createNamespace(name),
  ]);
  return {
    model,
    async close() {
      await qdrant().deleteCollection(collectionName());
      await collection("course_contents").db.dropDatabase();
      await closeTemporal();
      await postgres().destroy();
      await database.drop();
      await model.close();
    },
  };
}

/** Resolves once the engine knows the namespace, which takes it a moment. */
async function createNamespace(namespace: string): Promise<void> {
  const { connection, workflow } = temporal();
  await connection.workflowService.registerNamespace({
    namespace,
    // Its type asks for a Long; it takes a number.
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await eventually(async () => {
    await workflow.count();
    return true;
  });
}

/** A pool of its own, for tests that close it. */
export function openOwnPostgres() {
  return openPostgres(env("DATABASE_URL"), 5);
}

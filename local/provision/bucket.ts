import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { tasks } from "@smartcourse/contracts/functions";

/** Makes the bucket; what arrives in it is told to the queues of the tasks that are fed by it. `arnOf` gives a queue's ARN. */
export async function provisionBucket(
  s3: S3Client,
  bucket: string,
  arnOf: (queue: string) => Promise<string>,
): Promise<void> {
  await createBucket(s3, bucket);
  await s3.send(
    new PutBucketCorsCommand({
      Bucket: bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedMethods: ["POST", "PUT", "GET"],
            AllowedOrigins: ["*"],
            AllowedHeaders: ["*"],
            ExposeHeaders: ["ETag"],
          },
        ],
      },
    }),
  );
  const fed = tasks.flatMap((task) =>
    task.source?.kind === "s3" ? [{ queue: task.queue, prefix: task.source.prefix }] : [],
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: {
        QueueConfigurations: await Promise.all(
          fed.map(async ({ queue, prefix }) => ({
            QueueArn: await arnOf(queue),
            Events: ["s3:ObjectCreated:*" as const],
            Filter: { Key: { FilterRules: [{ Name: "prefix" as const, Value: prefix }] } },
          })),
        ),
      },
    }),
  );
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}

import { Duration, RemovalPolicy } from "aws-cdk-lib/core";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import type { App, Stack } from "sst/constructs";
import { reportPrefix } from "../packages/contracts/src/analytics/tasks.ts";
import { exportPrefix, importPrefix } from "../packages/contracts/src/transfer/tasks.ts";
import { corsPolicy } from "./cors.ts";
import { filesBucketName } from "./names.ts";
import type { QueuePair } from "./queues.ts";

interface FilesBucketOptions {
  readonly removalPolicy: RemovalPolicy;
  readonly queues: readonly QueuePair[];
}

/** The bucket of uploads and of what is made from them. It tells the queues of what arrives under their prefixes. */
export function addFilesBucket(
  stack: Stack,
  app: App,
  { removalPolicy, queues }: FilesBucketOptions,
): Bucket {
  const bucket = new Bucket(stack, "Files", {
    bucketName: filesBucketName(app),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    cors: [
      {
        // Pages upload by a signed form, or in parts, whose ETags they tell us.
        allowedMethods: [HttpMethods.POST, HttpMethods.PUT, HttpMethods.GET],
        allowedOrigins: [...corsPolicy.allowOrigins],
        allowedHeaders: ["*"],
        exposedHeaders: ["ETag"],
      },
    ],
    lifecycleRules: [
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ...[exportPrefix, importPrefix, reportPrefix].map((prefix) => ({
        prefix,
        expiration: Duration.days(7),
      })),
    ],
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  });
  notify(bucket, queues);
  return bucket;
}

/** By the bucket's own property: CDK's notifications would bring a function that may change every bucket. */
function notify(bucket: Bucket, queues: readonly QueuePair[]): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error("The bucket is not an S3 bucket");
  resource.notificationConfiguration = {
    queueConfigurations: queues.flatMap(({ entry: { prefix }, queue }) =>
      prefix === undefined
        ? []
        : [
            {
              event: "s3:ObjectCreated:*",
              queue: queue.queueArn,
              filter: { s3Key: { rules: [{ name: "prefix", value: prefix }] } },
            },
          ],
    ),
  };
}

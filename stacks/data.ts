import { RemovalPolicy } from "aws-cdk-lib/core";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { addDatabase } from "./database.ts";
import { addFilesBucket } from "./files-bucket.ts";
import { network } from "./network.ts";
import { queues } from "./queues.ts";
import { sizeOf } from "./stages.ts";

/** What must not be lost: the database and the files. */
export function data({ stack, app }: StackContext) {
  const size = sizeOf(app.stage);
  const removalPolicy = size.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const database = addDatabase(stack, { size, removalPolicy, network: use(network) });
  const bucket = addFilesBucket(stack, app, { removalPolicy, queues: use(queues).pairs });
  return { ...database, bucket };
}

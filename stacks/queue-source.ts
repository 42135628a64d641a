import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { use } from "sst/constructs";
import type { FunctionEntry } from "../packages/contracts/src/functions.ts";
import { queueBatchSize, queueConcurrency } from "./capacity.ts";
import { queues } from "./queues.ts";

/** Feeds a function from its queue. Only what failed in a batch comes again. Lets it receive from that queue, and no other. */
export function feedFromQueue(entry: FunctionEntry, target: IFunction): void {
  new SqsEventSource(use(queues).queueFeeding(entry.id), {
    batchSize: queueBatchSize(entry),
    maxConcurrency: queueConcurrency(entry),
    reportBatchItemFailures: true,
  }).bind(target);
}

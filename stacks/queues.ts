import { Duration } from "aws-cdk-lib/core";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { App, Stack, StackContext } from "sst/constructs";
import type { Task } from "../packages/contracts/src/define.ts";
import { type FunctionEntry, functions } from "../packages/contracts/src/functions.ts";
import { retryQueueName, retryRedeliveries } from "../packages/contracts/src/retry.ts";
import { feedbackTopicArn, filesBucketName } from "./names.ts";
import { addSchedules } from "./schedules.ts";

/** A queue as the tables have it. */
interface QueueEntry {
  readonly name: string;
  /** Id of the function that it feeds. */
  readonly feeds: string;
  readonly timeoutSeconds: number;
  readonly maxRetries: number;
  readonly fedBy: "relay" | "bucket" | "mail" | "schedule";
  /** Where the bucket feeds it: below what. */
  readonly prefix?: string;
}

/** Every queue: one a task, and one a consumer for what is to be tried again. */
export const queueEntries: readonly QueueEntry[] = functions.flatMap(queueOf);

function queueOf(entry: FunctionEntry): QueueEntry[] {
  const { id: feeds, timeoutSeconds } = entry;
  if (entry.kind === "consumer") {
    const name = retryQueueName(entry.consumer);
    return [{ name, feeds, timeoutSeconds, maxRetries: retryRedeliveries, fedBy: "relay" }];
  }
  if (entry.kind !== "task") return [];
  const { queue: name, maxRetries, source } = entry.task;
  return [{ name, feeds, timeoutSeconds, maxRetries, ...feederOf(source) }];
}

function feederOf(source: Task["source"]): Pick<QueueEntry, "fedBy" | "prefix"> {
  if (source === undefined) return { fedBy: "relay" };
  return source.kind === "s3" ? { fedBy: "bucket", prefix: source.prefix } : { fedBy: source.kind };
}

export interface QueuePair {
  readonly entry: QueueEntry;
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

/** The queues with their dead-letter queues, and the clocks that feed some of them. They stand before the bucket, which checks that it may tell them. */
export function queues({ stack, app }: StackContext) {
  const pairs = queueEntries.map((entry) => addQueue(stack, app, entry));
  addSchedules(stack, app, pairs);
  /** The queue that feeds a function. Throws where there is none. */
  const queueFeeding = (id: string): Queue => {
    const found = pairs.find(({ entry }) => entry.feeds === id);
    if (found === undefined) throw new Error(`No queue feeds ${id}`);
    return found.queue;
  };
  return { pairs, queueFeeding, urlPrefix: queueUrlPrefix(stack, app) };
}

function addQueue(stack: Stack, app: App, entry: QueueEntry): QueuePair {
  const deadLetters = new Queue(stack, `${entry.name}-dead-letters`, {
    queueName: app.logicalPrefixedName(`${entry.name}-dead-letters`),
    retentionPeriod: Duration.days(14),
    enforceSSL: true,
  });
  const queue = new Queue(stack, entry.name, {
    queueName: app.logicalPrefixedName(entry.name),
    // Six times the function's, as AWS asks: a batch that is throttled must not come back meanwhile.
    visibilityTimeout: Duration.seconds(6 * entry.timeoutSeconds),
    // The first delivery is no retry.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: entry.maxRetries + 1 },
    enforceSSL: true,
  });
  if (entry.fedBy === "bucket")
    allow(queue, stack, "s3.amazonaws.com", `arn:${stack.partition}:s3:::${filesBucketName(app)}`);
  if (entry.fedBy === "mail") allow(queue, stack, "sns.amazonaws.com", feedbackTopicArn(stack, app));
  return { entry, queue, deadLetters };
}

/** Lets a service of AWS send to a queue, for one thing of ours that is not there yet. */
function allow(queue: Queue, stack: Stack, service: string, sourceArn: string): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(service)],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { "aws:SourceArn": sourceArn },
        StringEquals: { "aws:SourceAccount": stack.account },
      },
    }),
  );
}

function queueUrlPrefix(stack: Stack, app: App): string {
  return `https://sqs.${stack.region}.${stack.urlSuffix}/${stack.account}/${app.logicalPrefixedName("")}`;
}

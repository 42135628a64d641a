import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type SQSClient,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { consumers, tasks } from "@smartcourse/contracts/functions";
import { retryQueueName, retryRedeliveries } from "@smartcourse/contracts/retry";

interface Queue {
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly maxRetries: number;
}

/** AWS asks for six times the function's time limit; locally a lost message should come again while one watches. */
const longestVisibilitySeconds = 60;
const consumerTimeoutSeconds = 60;

/** Every queue of the product, by its name in the contracts. */
export const queues: readonly Queue[] = [
  ...tasks.map((task) => ({
    name: task.queue,
    visibilitySeconds: Math.min(6 * task.timeoutSeconds, longestVisibilitySeconds),
    maxRetries: task.maxRetries,
  })),
  ...consumers.map((consumer) => ({
    name: retryQueueName(consumer),
    visibilitySeconds: consumerTimeoutSeconds,
    maxRetries: retryRedeliveries,
  })),
];

/** Makes each queue and its dead-letter queue, or brings them up to date. `prefix` precedes their names. */
export async function provisionQueues(sqs: SQSClient, prefix: string): Promise<void> {
  await Promise.all(queues.map((queue) => provisionQueue(sqs, prefix, queue)));
}

/** Makes one queue and its dead-letter queue, or brings them up to date. */
export async function provisionQueue(sqs: SQSClient, prefix: string, queue: Queue): Promise<void> {
  const deadLetterArn = await queueArn(sqs, await createQueue(sqs, `${prefix}${queue.name}-dead-letters`));
  const url = await createQueue(sqs, `${prefix}${queue.name}`);
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: url,
      Attributes: {
        VisibilityTimeout: String(queue.visibilitySeconds),
        ReceiveMessageWaitTimeSeconds: "20",
        // The first delivery is no retry.
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: deadLetterArn,
          maxReceiveCount: queue.maxRetries + 1,
        }),
      },
    }),
  );
}

async function createQueue(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new Error(`SQS gave no address for the queue ${name}`);
  return QueueUrl;
}

/** A queue's ARN, as notifications and policies want it. */
export async function queueArn(sqs: SQSClient, url: string): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  const arn = Attributes?.["QueueArn"];
  if (arn === undefined) throw new Error(`SQS gave no ARN for ${url}`);
  return arn;
}

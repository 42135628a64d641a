import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import { env } from "./env.ts";

let client: SQSClient | undefined;

/** SQS. Region, credentials and endpoint come from the runtime, as the SDK reads them. */
export function sqs(): SQSClient {
  client ??= new SQSClient({ maxAttempts: 3 });
  return client;
}

/** The address of a queue by its name in the contract. */
export function queueUrl(queue: string): string {
  return `${env("SQS_QUEUE_URL_PREFIX")}${queue}`;
}

/** Hides a message that was received for `seconds` from now, instead of for what is left of the queue's time-out. */
export async function hideMessage(queue: string, receiptHandle: string, seconds: number): Promise<void> {
  await sqs().send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl(queue),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

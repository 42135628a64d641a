import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { log } from "./telemetry.ts";

/** SQS messages, one after the other; only those that failed stay in their queue. `failed` is told of each. */
export function eachRecord(
  work: (record: SQSRecord) => Promise<void>,
  failed: (record: SQSRecord, error: unknown) => Promise<void> = logFailure,
) {
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    for (const record of batch.Records) {
      try {
        await work(record);
      } catch (error) {
        batchItemFailures.push({ itemIdentifier: record.messageId });
        await failed(record, error);
      }
    }
    return { batchItemFailures };
  };
}

/** Writes down which message failed, at which attempt, and why. */
export async function logFailure(record: SQSRecord, error: unknown): Promise<void> {
  const attempt = receiveCount(record);
  log().error("message.failed", { message_id: record.messageId, attempt, error: error as Error });
}

/** How often SQS has handed out the message, this time included. */
export function receiveCount(record: SQSRecord): number {
  return Number(record.attributes.ApproximateReceiveCount);
}

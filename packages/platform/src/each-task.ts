import type { SQSRecord } from "aws-lambda";
import { eachRecord, logFailure, receiveCount } from "./each-record.ts";
import { envNumber } from "./env.ts";
import { retryDelay } from "./retry-delay.ts";
import { log } from "./telemetry.ts";

const longestHideSeconds = 12 * 3_600;

/** Somebody else works on this message: it is to come again in `seconds`, and nothing failed. */
export class HeldElsewhere extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`It is under way elsewhere, for ${seconds} s at most`);
    this.seconds = seconds;
  }
}

/** Messages of a task's queue, one after the other; what failed comes again after a growing wait. */
export function eachTask(queue: string, work: (record: SQSRecord) => Promise<void>) {
  return eachRecord(work, async (record, error) => {
    if (error instanceof HeldElsewhere) return hide(queue, record, error.seconds);
    await logFailure(record, error);
    const base = envNumber("TASK_RETRY_BASE_SECONDS");
    await hide(queue, record, retryDelay(receiveCount(record), base, longestHideSeconds));
  });
}

/** Without it the message comes again when the queue's own time-out is over. */
async function hide(queue: string, record: SQSRecord, seconds: number): Promise<void> {
  try {
    // Loaded by the first failure: nobody else pays for the SDK.
    const { hideMessage } = await import("./sqs.ts");
    await hideMessage(queue, record.receiptHandle, seconds);
  } catch (error) {
    log().warn("task.not_postponed", { message_id: record.messageId, error: error as Error });
  }
}

import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { type Task, functionName } from "@smartcourse/contracts/define";
import { continueTrace, within } from "./invocation.ts";
import { envNumber } from "./env.ts";
import { readMessage } from "./read-message.ts";
import { beginTask, endTask } from "./task-rows.ts";
import { log, logFields, measure, traced } from "./telemetry.ts";

/** `last`: a failure now is for good. */
type Work<T extends Task> = (payload: z.output<T["payload"]>, attempt: { last: boolean }) => Promise<void>;

const longestHideSeconds = 12 * 3600;

/** Seconds before the next attempt after `attempts` of them: the base, doubled each time. */
export function retryDelay(attempts: number, baseSeconds: number): number {
  return Math.min(longestHideSeconds, Math.round(baseSeconds * 2 ** (attempts - 1)));
}

/** A batch of a task's SQS messages, one after the other; only those that failed stay in the queue, to be tried later. */
export function eachRecord(contract: Task, work: (record: SQSRecord) => Promise<void>) {
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    for (const record of batch.Records) {
      try {
        await work(record);
      } catch (error) {
        log().error("task.failed", {
          message_id: record.messageId,
          attempt: receiveCount(record),
          error: error as Error,
        });
        batchItemFailures.push({ itemIdentifier: record.messageId });
        await postpone(contract, record);
      }
    }
    return { batchItemFailures };
  };
}

/** Without it the message comes again when the queue's own time-out is over. */
async function postpone(contract: Task, record: SQSRecord): Promise<void> {
  try {
    // Loaded by the first failure: nobody else pays for the SDK.
    const { hideMessage } = await import("./sqs.ts");
    const delay = retryDelay(receiveCount(record), envNumber("TASK_RETRY_BASE_SECONDS"));
    await hideMessage(contract.queue, record.receiptHandle, delay);
  } catch (error) {
    log().warn("task.not_postponed", { message_id: record.messageId, error: error as Error });
  }
}

/** How often SQS has handed out the message, this time included. */
export function receiveCount(record: SQSRecord): number {
  return Number(record.attributes.ApproximateReceiveCount);
}

/**
 * Turns one task and its work into one Lambda behind the task's queue. A failing message is handed out again after
 * a growing wait and, after the last retry, moved to the dead-letter queue; the task's row says so.
 */
export function task<T extends Task>(contract: T, work: Work<T>) {
  return eachRecord(contract, async (record) => {
    const message = readMessage(contract, record.body);
    const payload = contract.payload.parse(message.payload) as z.output<T["payload"]>;
    const current = { requestId: message.task_id, traceparent: continueTrace(message.traceparent) };
    const attempts = receiveCount(record);
    const last = attempts > contract.maxRetries;
    await within(current, () =>
      traced(`## ${contract.id}`, () =>
        attempt(contract, message.task_id, attempts, () => work(payload, { last })),
      ),
    );
  });
}

async function attempt(
  contract: Task,
  taskId: string,
  attempts: number,
  work: () => Promise<void>,
): Promise<void> {
  const started = await beginTask({ id: taskId, task: contract, subject: contract.id, attempts });
  if (!started) {
    log().info("task.repeated", { ...logFields(), task: contract.id });
    return;
  }
  try {
    await work();
  } catch (error) {
    const last = attempts > contract.maxRetries;
    const reason = error instanceof Error ? error.message : String(error);
    await endTask(taskId, { state: last ? "failed" : "pending", reason });
    count(contract, last ? "failed" : "retried");
    throw error;
  }
  await endTask(taskId, { state: "succeeded", reason: null });
  log().info("task.succeeded", { ...logFields(), task: contract.id });
  count(contract, "succeeded");
}

function count(contract: Task, status: "succeeded" | "retried" | "failed"): void {
  measure({ task_name: functionName(contract.id), status }, [["tasks_total", "Count", 1]]);
}

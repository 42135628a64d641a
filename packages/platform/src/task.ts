import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { type Task, functionName } from "@smartcourse/contracts/define";
import { TaskMessage } from "@smartcourse/contracts/task-message";
import { continueTrace, within } from "./invocation.ts";
import { envNumber } from "./env.ts";
import { postgres } from "./postgres.ts";
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

async function postpone(contract: Task, record: SQSRecord): Promise<void> {
  // Loaded by the first failure: nobody else pays for the SDK.
  const { hideMessage } = await import("./sqs.ts");
  const delay = retryDelay(receiveCount(record), envNumber("TASK_RETRY_BASE_SECONDS"));
  await hideMessage(contract.queue, record.receiptHandle, delay);
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
    const message = TaskMessage.parse(JSON.parse(record.body));
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
  await mark(taskId, { state: "running", attempts, reason: null });
  try {
    await work();
  } catch (error) {
    const last = attempts > contract.maxRetries;
    await mark(taskId, {
      state: last ? "failed" : "pending",
      attempts,
      reason: error instanceof Error ? error.message : String(error),
    });
    measure({ task_name: functionName(contract.id), status: last ? "failed" : "retried" }, [
      ["tasks_total", "Count", 1],
    ]);
    throw error;
  }
  await mark(taskId, { state: "succeeded", attempts, reason: null });
  log().info("task.succeeded", { ...logFields(), task: contract.id });
  measure({ task_name: functionName(contract.id), status: "succeeded" }, [["tasks_total", "Count", 1]]);
}

async function mark(
  id: string,
  change: { state: "running" | "pending" | "succeeded" | "failed"; attempts: number; reason: string | null },
): Promise<void> {
  await postgres()
    .updateTable("tasks")
    .set({ ...change, updated_at: new Date() })
    .where("id", "=", id)
    .execute();
}

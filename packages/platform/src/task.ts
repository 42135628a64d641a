import type * as z from "zod";
import { type Task, functionName } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { receiveCount } from "./each-record.ts";
import { HeldElsewhere, eachTask } from "./each-task.ts";
import { continueTrace, within } from "./invocation.ts";
import { keepTask } from "./kept-tasks.ts";
import { readMessage } from "./read-message.ts";
import { type TaskRow, beginTask, endTask, toTaskStatus } from "./task-rows.ts";
import { log, logFields, measure, traced } from "./telemetry.ts";
import { withinTime } from "./time-limit.ts";

/** What a run is told. */
export interface TaskRun {
  /** A failure now is for good. */
  readonly last: boolean;
  /** Aborted when its time is over. */
  readonly signal: AbortSignal;
  /** Tells how far it has come, in percent. */
  readonly progress: (percent: number) => Promise<void>;
}

type Result<T extends Task> = T extends { readonly result: infer R extends z.ZodType } ? z.input<R> : void;
type Work<T extends Task> = (payload: z.output<T["payload"]>, run: TaskRun) => Promise<Result<T>>;

/**
 * Turns one task and its work into one Lambda behind the task's queue. A message that failed is handed out again after
 * a growing wait and, after the last retry, moved to the dead-letter queue; the task's row says so. What has succeeded is not
 * done again; but a process that dies between the effect and the note of it has it done twice, so effects are idempotent.
 */
export function task<T extends Task>(contract: T, work: Work<T>) {
  return eachTask(contract.queue, async (record) => {
    const message = readMessage(contract, record);
    const payload = contract.payload.parse(message.payload) as z.output<T["payload"]>;
    const current = { requestId: message.task_id, traceparent: continueTrace(message.traceparent) };
    await within(current, () =>
      traced(`## ${contract.id}`, () =>
        attempt(contract, message.task_id, receiveCount(record), (run) => work(payload, run)),
      ),
    );
  });
}

async function attempt(
  contract: Task,
  id: string,
  attempts: number,
  work: (run: TaskRun) => Promise<unknown>,
): Promise<void> {
  const beginning = await beginTask({ id, task: contract, subject: contract.id, attempts });
  if (beginning.kind === "held") throw new HeldElsewhere(beginning.seconds);
  if (beginning.kind === "succeeded") {
    log().info("task.repeated", { ...logFields(), task: contract.id });
    return;
  }
  const { row } = beginning;
  await keep(row);
  const last = attempts > contract.maxRetries;
  const progress = progressOf(row);
  let result: Record<string, unknown> | null;
  try {
    const answer = await withinTime(contract.timeoutSeconds, (signal) => work({ last, signal, progress }));
    result = contract.result?.parse(answer) ?? null;
  } catch (error) {
    await keep(await endTask(id, { state: last ? "failed" : "retrying", ...failureOf(error, last) }));
    count(contract, last ? "failed" : "retried");
    throw error;
  }
  await keep(await endTask(id, { state: "succeeded", result }), 100);
  log().info("task.succeeded", { ...logFields(), task: contract.id });
  count(contract, "succeeded");
}

/** Nobody asks for what nobody has asked for. */
async function keep(row: TaskRow, progress: number | null = null): Promise<void> {
  if (row.owner_id !== null) await keepTask(row.owner_id, toTaskStatus(row, progress));
}

/** Whole percents, never backwards, and nothing is written twice. */
function progressOf(row: TaskRow): TaskRun["progress"] {
  let told = -1;
  return async (percent) => {
    const whole = Math.floor(Math.min(100, Math.max(0, percent)));
    if (whole <= told) return;
    told = whole;
    await keep(row, whole);
  };
}

function failureOf(error: unknown, last: boolean): { reason: string; error: string } {
  const ours = `It failed for a fault on our side${last ? ". Ask for it again." : ", and is tried again."}`;
  return {
    reason: error instanceof DomainError ? error.message : ours,
    error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 2_000) : String(error),
  };
}

function count(contract: Task, status: "succeeded" | "retried" | "failed"): void {
  measure({ task_name: functionName(contract.id), status }, [["tasks_total", "Count", 1]]);
}

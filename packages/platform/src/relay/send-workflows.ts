import { isGrpcServiceError } from "@temporalio/client";
import { WorkflowStart } from "@smartcourse/contracts/task-message";
import { startWorkflowOnce } from "../temporal.ts";
import { type OutboxRow, type Outcome, type Outcomes, type Sender, inRuns, reasonOf } from "./outbox-row.ts";

const deadlineMs = 10_000;
const atOnce = { count: 10, bytes: Number.POSITIVE_INFINITY };
const grpcInvalidArgument = 3;

/** Starts workflows. One that was started before counts as sent: its id says that it is the same. */
export const sendWorkflows: Sender = async (rows) => {
  const outcomes: Outcomes = new Map();
  for (const run of inRuns(rows, atOnce)) {
    const ended = await Promise.all(run.map(async (row) => [row.id, await start(row)] as const));
    for (const [id, outcome] of ended) outcomes.set(id, outcome);
    if (ended.some(([, outcome]) => "unreachable" in outcome)) break;
  }
  return outcomes;
};

async function start(row: OutboxRow): Promise<Outcome> {
  const message = WorkflowStart.safeParse(JSON.parse(row.message));
  if (!message.success) return { refused: message.error.message };
  const { workflow_id: id, input, traceparent } = message.data;
  try {
    await startWorkflowOnce({ name: row.destination, id, input, traceparent }, deadlineMs);
    return { sent: true };
  } catch (error) {
    return isInvalid(error) ? { refused: reasonOf(error) } : { unreachable: reasonOf(error) };
  }
}

function isInvalid(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const cause = isGrpcServiceError(error) ? error : error.cause;
  if (!isGrpcServiceError(cause)) return false;
  const code: number = cause.code;
  return code === grpcInvalidArgument;
}

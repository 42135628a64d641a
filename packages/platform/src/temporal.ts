import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from "@temporalio/client";
import { taskQueue } from "@smartcourse/contracts/define";
import { env, envNumber } from "./env.ts";

let client: Client | undefined;

/** Temporal. Connects at the first call and again by itself. */
export function temporal(): Client {
  client ??= new Client({
    connection: Connection.lazy({ address: env("TEMPORAL_ADDRESS"), connectTimeout: "3s" }),
    namespace: env("TEMPORAL_NAMESPACE"),
  });
  return client;
}

/** Closes the connection: for processes that end. */
export async function closeTemporal(): Promise<void> {
  const open = client;
  client = undefined;
  await open?.connection.close();
}

export interface WorkflowToStart {
  readonly name: string;
  readonly id: string;
  readonly input: unknown;
  readonly traceparent: string | null;
}

/**
 * Starts a workflow unless one with this id was ever started, and says whether it did. The trace travels in the memo.
 * Throws the client's ServiceError, after `deadlineMs` at the latest.
 */
export async function startWorkflowOnce(start: WorkflowToStart, deadlineMs: number): Promise<boolean> {
  const { connection, workflow } = temporal();
  try {
    await connection.withDeadline(Date.now() + deadlineMs, () =>
      workflow.start(start.name, {
        taskQueue,
        workflowId: start.id,
        workflowIdReusePolicy: "REJECT_DUPLICATE",
        args: [start.input],
        memo: memoOf(start),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** What a workflow reads of its memo: the trace it belongs to, and how fast its time goes where that is not as usual. */
function memoOf({ traceparent }: WorkflowToStart): Record<string, unknown> {
  const time_factor = envNumber("WORKFLOW_TIME_FACTOR");
  return { ...(traceparent !== null && { traceparent }), ...(time_factor !== 1 && { time_factor }) };
}

/** The state of a workflow as Temporal names it (RUNNING, COMPLETED, FAILED, TERMINATED, …); undefined where it knows none. */
export async function workflowState(id: string, deadlineMs: number): Promise<string | undefined> {
  const { connection, workflow } = temporal();
  try {
    const found = await connection.withDeadline(Date.now() + deadlineMs, () =>
      workflow.getHandle(id).describe(),
    );
    return found.status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { queueUrl, sqs } from "../sqs.ts";
import { type OutboxRow, type Outcomes, type Sender, byDestination, inRuns, reasonOf } from "./outbox-row.ts";

/** What one SendMessageBatch may hold. */
const runLimit = { count: 10, bytes: 250_000 };

/** Sends tasks to their SQS queues. A queue that does not take them holds up no other. */
export const sendTasks: Sender = async (rows) => {
  const outcomes: Outcomes = new Map();
  for (const [queue, group] of byDestination(rows)) {
    for (const run of inRuns(group, runLimit)) {
      if (!(await sendRun(queue, run, outcomes))) break;
    }
  }
  return outcomes;
};

async function sendRun(queue: string, rows: readonly OutboxRow[], outcomes: Outcomes): Promise<boolean> {
  try {
    const { Failed = [] } = await sqs().send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl(queue),
        Entries: rows.map((row) => ({
          Id: String(row.id),
          MessageBody: row.message,
          DelaySeconds: row.delay_seconds,
        })),
      }),
      { abortSignal: AbortSignal.timeout(10_000) },
    );
    for (const row of rows) outcomes.set(row.id, { sent: true });
    for (const { Id, Code, Message, SenderFault } of Failed) {
      const reason = `${Code}: ${Message}`;
      outcomes.set(Number(Id), SenderFault === true ? { refused: reason } : { unreachable: reason });
    }
    return true;
  } catch (error) {
    if (isRefusal(error)) return refuse(queue, rows, error, outcomes);
    for (const row of rows) outcomes.set(row.id, { unreachable: reasonOf(error) });
    return false;
  }
}

/** SQS refuses a whole request for one message in it: each is then sent by itself. */
async function refuse(
  queue: string,
  rows: readonly OutboxRow[],
  error: unknown,
  outcomes: Outcomes,
): Promise<boolean> {
  if (rows.length === 1) {
    for (const row of rows) outcomes.set(row.id, { refused: reasonOf(error) });
    return true;
  }
  for (const row of rows) if (!(await sendRun(queue, [row], outcomes))) return false;
  return true;
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(BatchRequestTooLong|InvalidMessageContents|InvalidParameterValue)/.test(error.name)
  );
}

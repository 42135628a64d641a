import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Schedule, Task } from "@smartcourse/contracts/define";
import { lastTick, nextTick, scheduledMessage } from "@smartcourse/contracts/schedule";
import type { EventSource, SourceLog } from "./source.ts";
import { pause } from "./sqs.ts";

const againMs = 1_000;
/** Timers take no more than 24 days. */
const longestWaitMs = 24 * 3_600_000;

interface ScheduleOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly task: Pick<Task, "id">;
  readonly schedule: Schedule;
  readonly log: SourceLog;
}

/**
 * Sends a task's queue its message when it is due, as EventBridge Scheduler does; for the moment that has just passed at
 * once. Ticks that were slept through are left out. One that was sent before a restart is sent again, with the same moment in it.
 */
export function startSchedule(options: ScheduleOptions): EventSource {
  const stopping = new AbortController();
  const ticking = tick(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ticking;
    },
  };
}

async function tick(options: ScheduleOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const now = new Date();
    const sent = await send(options, lastTick(options.schedule, now));
    const waitMs = nextTick(options.schedule, now).getTime() - Date.now();
    await pause(sent ? Math.min(longestWaitMs, Math.max(0, waitMs)) : againMs, stopping);
  }
}

async function send({ client, queueUrl, task, log }: ScheduleOptions, due: Date): Promise<boolean> {
  const body = JSON.stringify(scheduledMessage(task, due.toISOString()));
  try {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    return true;
  } catch (error) {
    log("schedule.send_failed", { task: task.id, error: String(error) });
    return false;
  }
}

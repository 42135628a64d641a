import type { Schedule, Task } from "./define.ts";
import type { ScheduledMessage } from "./task-message.ts";

const minute = 60_000;
const day = 24 * 60;

/** The latest moment, not after `now`, at which a schedule is due. Moments are the same wherever and whenever it is asked. */
export function lastTick(schedule: Schedule, now: Date): Date {
  const { every, from } = paceOf(schedule);
  return new Date(Math.floor((now.getTime() - from) / every) * every + from);
}

/** The first moment after `now` at which a schedule is due. */
export function nextTick(schedule: Schedule, now: Date): Date {
  return new Date(lastTick(schedule, now).getTime() + paceOf(schedule).every);
}

/** A schedule in the words of EventBridge Scheduler. */
export function scheduleExpression(schedule: Schedule): string {
  if ("dailyAt" in schedule) {
    const [hours, minutes] = schedule.dailyAt.split(":").map(Number);
    return `cron(${minutes} ${hours} * * ? *)`;
  }
  const { everyMinutes } = schedule;
  return everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`;
}

/** Seconds between two ticks. */
export function periodSeconds(schedule: Schedule): number {
  return paceOf(schedule).every / 1_000;
}

/** What is sent to a task's queue when it is due. `scheduledAt` may be a placeholder, which the sender replaces. */
export function scheduledMessage({ id }: Pick<Task, "id">, scheduledAt: string): ScheduledMessage {
  return { name: id, payload: { scheduled_at: scheduledAt } };
}

/** In milliseconds: how often, counted from when. */
function paceOf(schedule: Schedule): { every: number; from: number } {
  if (!("dailyAt" in schedule)) return { every: schedule.everyMinutes * minute, from: 0 };
  const [hours = 0, minutes = 0] = schedule.dailyAt.split(":").map(Number);
  return { every: day * minute, from: (hours * 60 + minutes) * minute };
}

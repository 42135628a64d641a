import type { Task } from "./define.ts";

/** Messages that share an invocation share this many seconds; what may take longer has an invocation of its own. */
const sharedSeconds = 60;
const largestBatch = 10;
/** What is left of an invocation when its last task has run out of time: to write that down. */
const marginSeconds = 5;

/** Messages that a task's function gets at a time: no more than can each take all of their time. */
export function batchSize({ timeoutSeconds }: Pick<Task, "timeoutSeconds">): number {
  return Math.max(1, Math.min(largestBatch, Math.floor(sharedSeconds / timeoutSeconds)));
}

/** Seconds that a task's function may take: a run that hangs is ended, and told of, before Lambda ends the function. */
export function functionSeconds(task: Pick<Task, "timeoutSeconds">): number {
  return batchSize(task) * task.timeoutSeconds + marginSeconds;
}

/** Seconds for which a run counts as under way after it began, unless it has ended: then whoever did it is dead. */
export function heldSeconds({ timeoutSeconds }: Pick<Task, "timeoutSeconds">): number {
  return timeoutSeconds + marginSeconds;
}

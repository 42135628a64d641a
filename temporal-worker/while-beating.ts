import { Context } from "@temporalio/activity";

/** Five beats within the time-out, and never longer between two than this. */
const longestBeatMs = 4_000;

/**
 * Runs an activity's work and tells the engine all the while that it lives. The work calls `alive` where it can stop:
 * that throws once the activity is cancelled, or the worker shuts down.
 */
export async function whileBeating<T>(work: (alive: () => void) => Promise<T>): Promise<T> {
  const context = Context.current();
  context.heartbeat();
  const { heartbeatTimeoutMs = Number.POSITIVE_INFINITY } = context.info;
  const beatMs = Math.min(longestBeatMs, heartbeatTimeoutMs / 5);
  const beat = setInterval(() => context.heartbeat(), beatMs);
  try {
    return await work(() => context.cancellationSignal.throwIfAborted());
  } finally {
    clearInterval(beat);
  }
}

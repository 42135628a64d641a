/**
 * Seconds to wait before the next attempt after `attempts` of them: the base, doubled each time, and by chance up to as much
 * again, so that what failed together does not come back together, and no wait is shorter than the one before it.
 * `longest` bounds it; `chance` is from 0 to 1. ("Equal jitter" in M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, March 2015.)
 */
export function retryDelay(
  attempts: number,
  baseSeconds: number,
  longest: number,
  chance = Math.random(),
): number {
  const most = Math.min(longest, baseSeconds * 2 ** attempts);
  return Math.round(most / 2 + (chance * most) / 2);
}

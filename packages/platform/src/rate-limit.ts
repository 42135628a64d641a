import type { RateLimit } from "@smartcourse/contracts/define";

/**
 * A sliding window over two fixed ones: what this window counted, and the share of the one before that the last
 * `window` seconds still cover. (The approximation that Cloudflare described in "How we built rate limiting", 2017.)
 */
export interface WindowCount {
  readonly current: number;
  readonly previous: number;
}

export interface LimitState {
  readonly limit: RateLimit;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly reset: number;
  readonly exceeded: boolean;
}

/** The two keys that a caller's requests are counted under at `now` (milliseconds). */
export function windowKeys(
  name: string,
  limit: RateLimit,
  now: number,
): { current: string; previous: string } {
  const window = Math.floor(now / 1000 / limit.window);
  return { current: `limit:${name}:${window}`, previous: `limit:${name}:${window - 1}` };
}

/** Judges a caller by the counts at `now` (milliseconds), this request included. Pure. */
export function judge(limit: RateLimit, count: WindowCount, now: number): LimitState {
  const elapsed = (now / 1000) % limit.window;
  const weighted = count.current + count.previous * (1 - elapsed / limit.window);
  return {
    limit,
    remaining: Math.max(0, Math.floor(limit.limit - weighted)),
    reset: Math.max(1, Math.ceil(limit.window - elapsed)),
    exceeded: weighted > limit.limit,
  };
}

/** The headers of the RateLimit draft (draft-ietf-httpapi-ratelimit-headers) for the tightest of the limits. */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  const tightest = states.toSorted((a, b) => a.remaining - b.remaining)[0];
  if (tightest === undefined) return {};
  return {
    "ratelimit-policy": `"default";q=${tightest.limit.limit};w=${tightest.limit.window}`,
    ratelimit: `"default";r=${tightest.remaining};t=${tightest.reset}`,
  };
}

const maximumLocalKeys = 10_000;
const localCounts = new Map<string, number>();

/** Counts in this process, for as long as Redis does not answer: a limit is never simply open. */
export function countLocally(keys: { current: string; previous: string }): WindowCount {
  if (localCounts.size > maximumLocalKeys) localCounts.clear();
  const current = (localCounts.get(keys.current) ?? 0) + 1;
  localCounts.set(keys.current, current);
  return { current, previous: localCounts.get(keys.previous) ?? 0 };
}

/** More than half of a limit is used up. */
export function isCrowded(state: LimitState): boolean {
  return state.remaining * 2 < state.limit.limit;
}

/** Milliseconds for which a process remembers who was crowded. */
const crowdedMs = 60_000;
const crowdedUntil = new Map<string, number>();

export function rememberCrowded(name: string, now: number): void {
  if (crowdedUntil.size > maximumLocalKeys) crowdedUntil.clear();
  crowdedUntil.set(name, now + crowdedMs);
}

/** Whether this process has seen the caller beyond half of its limit lately. */
export function wasCrowded(name: string, now: number): boolean {
  return (crowdedUntil.get(name) ?? 0) > now;
}

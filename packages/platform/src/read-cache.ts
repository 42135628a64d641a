import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { ignoringRedis, redis } from "./redis.ts";
import { measure } from "./telemetry.ts";

/** One thing that Redis may answer for. `cache` names the kind, in metrics. */
export interface CacheEntry<T> {
  readonly cache: string;
  readonly key: string;
  /** Seconds for which it may stay. */
  readonly seconds: number;
  /** What a kept text says; `undefined` where it is not understood (kept by another release), which is a miss. */
  readonly parse: (text: string) => T | undefined;
}

/** Seconds after which whoever wanted to load is taken for dead. */
const leaseSeconds = 5;
/** Seconds for which it is remembered that there is nothing to keep. */
const nothingSeconds = 30;
const nothing = "null";
const waitsMs = [10, 20, 40, 80, 160, 320];

/** In one round trip: what is kept, else the lease to load it, else word that somebody has that lease. */
const askScript = `
local kept = redis.call('GET', KEYS[1])
if kept then return {'kept', kept} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'EX', ARGV[2]) then return {'lease'} end
return {'busy'}`;

/** Keeps what was loaded under a lease that still stands; without it, what was loaded may be older than a change. */
const fillScript = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
return 1`;

const leaseKey = (key: string) => `lease:${key}`;
const keysOf = ({ key }: { readonly key: string }) => [key, leaseKey(key)];

/**
 * Reads through Redis. Of many that miss at once one loads, by a lease, and the others wait for it a moment. A change takes
 * the lease away with what is kept (`forget`), so a slow reader can never bury it. Without Redis everybody loads.
 * (Leases as in "Scaling Memcache at Facebook", Nishtala and others, NSDI 2013, section 3.2.1.)
 * `load` answers `undefined` for what is not to be kept.
 */
export async function readThrough<T>(
  entry: CacheEntry<T>,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const token = randomUUID();
  const found = await ignoringRedis(() => ask(entry, token));
  const known = found?.text === undefined ? undefined : read(entry, found.text);
  measure({ cache: entry.cache }, [["cache_hit_rate", "Count", known === undefined ? 0 : 1]]);
  if (known !== undefined) return known.value;
  if (found?.state === "lease") return loadUnderLease(entry, token, load);
  const filled = found?.state === "busy" ? await waitUntilFilled(entry) : undefined;
  return filled === undefined ? load() : filled.value;
}

/** Drops entries, and the leases of whoever is loading them. Call it after the change has been committed. Throws where Redis is down. */
export async function forget(keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await redis().del(...keys, ...keys.map(leaseKey));
}

async function ask(entry: CacheEntry<unknown>, token: string) {
  const answer = await redis().eval<string[], [string, string?]>(askScript, keysOf(entry), [
    token,
    String(leaseSeconds),
  ]);
  return { state: answer[0], text: answer[1] };
}

/** `undefined`: not understood. `value: undefined`: known to be nothing that is kept. */
function read<T>(entry: CacheEntry<T>, text: string): { value: T | undefined } | undefined {
  if (text === nothing) return { value: undefined };
  const value = entry.parse(text);
  return value === undefined ? undefined : { value };
}

async function loadUnderLease<T>(
  entry: CacheEntry<T>,
  token: string,
  load: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    const value = await load();
    const [text, seconds] =
      value === undefined ? [nothing, nothingSeconds] : [JSON.stringify(value), entry.seconds];
    await fill(entry, token, text, seconds);
    return value;
  } catch (error) {
    await fill(entry, token, "", 0);
    throw error;
  }
}

async function fill(entry: CacheEntry<unknown>, token: string, text: string, seconds: number): Promise<void> {
  await ignoringRedis(() => redis().eval(fillScript, keysOf(entry), [token, text, String(seconds)]));
}

async function waitUntilFilled<T>(entry: CacheEntry<T>): Promise<{ value: T | undefined } | undefined> {
  for (const milliseconds of waitsMs) {
    await pause(milliseconds);
    const text = await ignoringRedis(() => redis().get<string>(entry.key));
    const known = typeof text === "string" ? read(entry, text) : undefined;
    if (known !== undefined) return known;
  }
  return undefined;
}

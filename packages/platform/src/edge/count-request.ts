import { type RateLimit, type Route, defaultLimits } from "@smartcourse/contracts/define";
import { readCachedSession, sessionKey } from "../auth/sessions.ts";
import type { AccessClaims } from "../auth/tokens.ts";
import { envNumber } from "../env.ts";
import { limitLeases } from "../limit-leases.ts";
import { type WindowCount, countLocally, windowKeys } from "../rate-limit.ts";
import { ignoringRedis, redis } from "../redis.ts";
import type { HttpRequest } from "./request.ts";

interface CountedLimit {
  readonly limit: RateLimit;
  readonly keys: { readonly current: string; readonly previous: string };
}

interface RequestCount {
  readonly counts: readonly { readonly limit: RateLimit; readonly count: WindowCount }[];
  /** The caller's session as Redis has it; see readCachedSession(). */
  readonly session: ReturnType<typeof readCachedSession>;
}

export const addressKey = (route: Route, { address }: HttpRequest) => `${route.id}:a:${address}`;

/** The limits that a request counts against: its address', and its account's. */
export function countedLimits(
  route: Route,
  request: HttpRequest,
  claims: AccessClaims | undefined,
  now: number,
): CountedLimit[] {
  const factor = envNumber("RATE_LIMIT_FACTOR");
  const scaled = ({ limit, window }: RateLimit) => ({ limit: Math.ceil(limit * factor), window });
  const byAddress = scaled(route.limits?.address ?? defaultLimits.address);
  const byAccount = scaled(route.limits?.account ?? defaultLimits.account);
  return [
    { limit: byAddress, keys: windowKeys(addressKey(route, request), byAddress, now) },
    ...(claims === undefined
      ? []
      : [{ limit: byAccount, keys: windowKeys(`${route.id}:u:${claims.userId}`, byAccount, now) }]),
  ];
}

/**
 * Counts a request: in Redis, which is asked for the session on the same way; by this process alone where Redis does not
 * answer; and by a lease, where `mayLease` says so and this process holds one (decision 22).
 */
export async function countRequest(
  limits: readonly CountedLimit[],
  claims: AccessClaims | undefined,
  mayLease: boolean,
): Promise<RequestCount> {
  const [first] = limits;
  const leased = mayLease && first !== undefined ? limitLeases.spend(first.keys.current) : undefined;
  if (first !== undefined && leased !== undefined)
    return { counts: [{ limit: first.limit, count: leased }], session: undefined };
  const known = await ignoringRedis(() => askRedis(limits, claims, mayLease));
  if (known !== undefined) return known;
  const counts = limits.map(({ limit, keys }) => ({ limit, count: countLocally(keys) }));
  return { counts, session: undefined };
}

async function askRedis(
  limits: readonly CountedLimit[],
  claims: AccessClaims | undefined,
  mayLease: boolean,
): Promise<RequestCount> {
  const pipeline = redis().pipeline();
  const sizes = limits.map(({ keys, limit }) => (mayLease ? limitLeases.sizeFor(keys.current, limit) : 0));
  for (const [index, { keys, limit }] of limits.entries()) {
    pipeline.incrby(keys.current, 1 + (sizes[index] ?? 0));
    pipeline.expire(keys.current, 2 * limit.window);
    pipeline.get(keys.previous);
  }
  if (claims !== undefined) pipeline.get(sessionKey(claims.sessionId));
  const answers = await pipeline.exec<unknown[]>();
  const counts = limits.map(({ keys, limit }, index) => {
    const counted = {
      current: Number(answers[index * 3]),
      previous: Number(answers[index * 3 + 2] ?? 0),
    };
    const count = mayLease ? limitLeases.keep(keys.current, counted, sizes[index] ?? 0, limit) : counted;
    return { limit, count };
  });
  return { counts, session: claims === undefined ? undefined : readCachedSession(answers.at(-1)) };
}

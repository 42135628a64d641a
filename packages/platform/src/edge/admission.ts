import { type RateLimit, type Route, defaultLimits } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { type Actor, cacheSession, loadSession, readCachedSession, sessionKey } from "../auth/sessions.ts";
import { type AccessClaims, verifyAccessToken } from "../auth/tokens.ts";
import { envNumber } from "../env.ts";
import type { Db } from "../postgres.ts";
import {
  type LimitState,
  countLocally,
  isCrowded,
  judge,
  rateLimitHeaders,
  rememberCrowded,
  wasCrowded,
  windowKeys,
} from "../rate-limit.ts";
import { ignoringRedis, redis } from "../redis.ts";
import type { HttpRequest } from "./request.ts";

interface Counted {
  readonly limit: RateLimit;
  readonly keys: { current: string; previous: string };
}

/** Who calls, and the headers that tell how many calls are left. */
export interface Admission {
  readonly actor: Actor | undefined;
  readonly headers: Record<string, string>;
}

/** Where sessions are read when the cache does not know; endpoints without accounts have none. */
export type SessionStore = () => Db;

/**
 * Authenticates a request and counts it against the route's limits, in one round trip to Redis.
 * @throws DomainError auth.* (401, 403), request.rate_limited (429)
 */
export async function admit(
  route: Route,
  request: HttpRequest,
  sessions: SessionStore | undefined,
): Promise<Admission> {
  const claims = await readToken(route, request);
  const now = Date.now();
  const counted = countedLimits(route, addressKey(route, request), claims, now);
  const known = await ignoringRedis(() => askRedis(counted, claims));
  const states = counted.map(({ limit, keys }, index) =>
    judge(limit, known?.counts[index] ?? countLocally(keys), now),
  );
  const headers = rateLimitHeaders(states);
  if (states.some(isCrowded)) rememberCrowded(addressKey(route, request), now);
  refuseExcess(states);
  const actor =
    claims === undefined || sessions === undefined
      ? undefined
      : await resolveActor(claims, known?.session, sessions());
  authorise(route, actor);
  return { actor, headers };
}

/**
 * Whether a request may be answered while it is still being counted: a reading that needs no account, by an address that is
 * far from its limit. It then waits for Redis and the store at once, not for one after the other; and nobody who is refused
 * can have the store work for long.
 */
export function mayAnswerAhead(route: Route, request: HttpRequest): boolean {
  const isOpen =
    route.access === "public" ||
    (route.access === "optional" && request.headers["authorization"] === undefined);
  return isOpen && route.method === "GET" && !wasCrowded(addressKey(route, request), Date.now());
}

const addressKey = (route: Route, { address }: HttpRequest) => `${route.id}:a:${address}`;

async function readToken(route: Route, request: HttpRequest): Promise<AccessClaims | undefined> {
  if (route.access === "public") return undefined;
  const header = request.headers["authorization"];
  if (header === undefined && route.access === "optional") return undefined;
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? "")?.[1];
  if (token === undefined) {
    throw new DomainError(
      "auth.token_missing",
      "Send an access token in the header Authorization: Bearer …",
      {
        errors: [{ field: "authorization", message: "must be a bearer token" }],
      },
    );
  }
  return verifyAccessToken(token);
}

function countedLimits(
  route: Route,
  address: string,
  claims: AccessClaims | undefined,
  now: number,
): Counted[] {
  const factor = envNumber("RATE_LIMIT_FACTOR");
  const scaled = ({ limit, window }: RateLimit) => ({ limit: Math.ceil(limit * factor), window });
  const byAddress = scaled(route.limits?.address ?? defaultLimits.address);
  const byAccount = scaled(route.limits?.account ?? defaultLimits.account);
  return [
    { limit: byAddress, keys: windowKeys(address, byAddress, now) },
    ...(claims === undefined
      ? []
      : [{ limit: byAccount, keys: windowKeys(`${route.id}:u:${claims.userId}`, byAccount, now) }]),
  ];
}

async function askRedis(counted: readonly Counted[], claims: AccessClaims | undefined) {
  const pipeline = redis().pipeline();
  for (const { keys, limit } of counted) {
    pipeline.incr(keys.current);
    pipeline.expire(keys.current, 2 * limit.window);
    pipeline.get(keys.previous);
  }
  if (claims !== undefined) pipeline.get(sessionKey(claims.sessionId));
  const answers = await pipeline.exec<unknown[]>();
  return {
    counts: counted.map((_, index) => ({
      current: Number(answers[index * 3]),
      previous: Number(answers[index * 3 + 2] ?? 0),
    })),
    session: claims === undefined ? undefined : readCachedSession(answers.at(-1)),
  };
}

function refuseExcess(states: readonly LimitState[]): void {
  const exceeded = states.find((state) => state.exceeded);
  if (exceeded === undefined) return;
  const { limit, window } = exceeded.limit;
  throw new DomainError(
    "request.rate_limited",
    `At most ${limit} such requests in ${window} seconds: wait ${exceeded.reset} s`,
    {
      retryAfter: exceeded.reset,
    },
  );
}

async function resolveActor(
  claims: AccessClaims,
  cached: ReturnType<typeof readCachedSession>,
  db: Db,
): Promise<Actor> {
  let session = cached;
  if (session === undefined) {
    session = await loadSession(db, claims.sessionId);
    await cacheSession(claims.sessionId, session);
  }
  if (session === null || session === undefined || session.id !== claims.userId) {
    throw new DomainError("auth.session_ended", "The session has ended: log in again");
  }
  return { id: session.id, role: session.role, sessionId: claims.sessionId };
}

function authorise(route: Route, actor: Actor | undefined): void {
  if (typeof route.access === "string" || actor === undefined || route.access.includes(actor.role)) return;
  throw new DomainError(
    "auth.role",
    `Your role is ${actor.role}; this needs one of: ${route.access.join(", ")}`,
  );
}

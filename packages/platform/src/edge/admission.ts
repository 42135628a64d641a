import type { Route } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { type Actor, cacheSession, loadSession, type readCachedSession } from "../auth/sessions.ts";
import { type AccessClaims, verifyAccessToken } from "../auth/tokens.ts";
import type { Db } from "../postgres.ts";
import {
  type LimitState,
  isCrowded,
  judge,
  rateLimitHeaders,
  rememberCrowded,
  wasCrowded,
} from "../rate-limit.ts";
import { addressKey, countRequest, countedLimits } from "./count-request.ts";
import type { HttpRequest } from "./request.ts";

/** Who calls, and the headers that tell how many calls are left. */
export interface Admission {
  readonly actor: Actor | undefined;
  readonly headers: Record<string, string>;
}

/** Where sessions are read when the cache does not know; endpoints without accounts have none. */
export type SessionStore = () => Db;

/**
 * Authenticates a request and counts it against the route's limits, in one round trip to Redis at most.
 * @throws DomainError auth.* (401, 403), request.rate_limited (429)
 */
export async function admit(
  route: Route,
  request: HttpRequest,
  sessions: SessionStore | undefined,
): Promise<Admission> {
  const claims = await readToken(route, request);
  const now = Date.now();
  const limits = countedLimits(route, request, claims, now);
  const { counts, session } = await countRequest(limits, claims, isOpenReading(route, request));
  const states = counts.map(({ limit, count }) => judge(limit, count, now));
  const headers = rateLimitHeaders(states);
  if (states.some(isCrowded)) rememberCrowded(addressKey(route, request), now);
  refuseExcess(states);
  const actor =
    claims === undefined || sessions === undefined
      ? undefined
      : await resolveActor(claims, session, sessions());
  authorise(route, actor);
  return { actor, headers };
}

/**
 * Whether a request may be answered while it is still being counted: a reading that needs no account, by an address that is
 * far from its limit. It then waits for Redis and the store at once, not for one after the other; and nobody who is refused
 * can have the store work for long.
 */
export function mayAnswerAhead(route: Route, request: HttpRequest): boolean {
  return isOpenReading(route, request) && !wasCrowded(addressKey(route, request), Date.now());
}

function isOpenReading(route: Route, { headers }: HttpRequest): boolean {
  const isOpen =
    route.access === "public" || (route.access === "optional" && headers["authorization"] === undefined);
  return isOpen && route.method === "GET";
}

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

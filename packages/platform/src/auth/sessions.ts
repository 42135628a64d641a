import type { Role } from "@smartcourse/contracts/define";
import { roles } from "@smartcourse/contracts/define";
import * as z from "zod";
import type { Db, Tx } from "../postgres.ts";
import { ignoringRedis, redis } from "../redis.ts";

/** Who calls: read from the session, so that a change of role or a switched-off account bites at once. */
export interface Actor {
  readonly id: number;
  readonly role: Role;
  readonly sessionId: string;
}

/** Seconds for which Redis may answer for Postgres. */
const cacheSeconds = 60;
const ended = "ended";

const CachedSession = z.object({ id: z.int(), role: z.enum(roles) });
type CachedSession = z.infer<typeof CachedSession>;

export function sessionKey(sessionId: string): string {
  return `session:${sessionId}`;
}

/** What a cached text says: the session, `null` for an ended one, `undefined` for nothing known. */
export function readCachedSession(text: unknown): CachedSession | null | undefined {
  if (typeof text !== "string") return undefined;
  return text === ended ? null : CachedSession.parse(JSON.parse(text));
}

/** The session's user as Postgres has it; `undefined` when the session has ended or the user is switched off. */
export async function loadSession(db: Db | Tx, sessionId: string): Promise<CachedSession | undefined> {
  return db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select(["users.id", "users.role"])
    .where("sessions.id", "=", sessionId)
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", new Date().toISOString())
    .where("users.is_active", "=", true)
    .executeTakeFirst();
}

/** Keeps what was read. Never over what is there: a session that ended meanwhile left its mark. */
export async function cacheSession(sessionId: string, session: CachedSession | undefined): Promise<void> {
  await ignoringRedis(() =>
    redis().set(sessionKey(sessionId), session === undefined ? ended : JSON.stringify(session), {
      ex: cacheSeconds,
      nx: true,
    }),
  );
}

/**
 * Makes the cache say what Postgres says now. Called after a commit that ended sessions or changed their user;
 * `undefined` marks a session as ended for as long as an older reading could still be cached.
 */
export async function overwriteCachedSessions(
  sessions: ReadonlyMap<string, CachedSession | undefined>,
): Promise<void> {
  if (sessions.size === 0) return;
  const pipeline = redis().pipeline();
  for (const [id, session] of sessions) {
    pipeline.set(sessionKey(id), session === undefined ? ended : JSON.stringify(session), {
      ex: cacheSeconds,
    });
  }
  await pipeline.exec();
}

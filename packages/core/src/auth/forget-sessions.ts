import { forgetSessions } from "@smartcourse/contracts/auth/tasks";
import { loadSession, overwriteCachedSessions } from "@smartcourse/platform/auth/sessions";
import { ignoringRedis } from "@smartcourse/platform/redis";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";

/** Makes the cache say what Postgres says of these sessions. Throws where Redis does not answer: the task tries again. */
export async function reconcileCachedSessions(db: Db, sessionIds: readonly string[]): Promise<void> {
  const sessions = new Map<string, Awaited<ReturnType<typeof loadSession>>>();
  for (const id of sessionIds) sessions.set(id, await loadSession(db, id));
  await overwriteCachedSessions(sessions);
}

/** The same at once after a commit; where Redis is down, the task that the commit queued does it later. */
export async function forgetCachedSessions(db: Db, sessionIds: readonly string[]): Promise<void> {
  await ignoringRedis(() => reconcileCachedSessions(db, sessionIds));
}

/** Queues the retry of what is done at once after the commit. */
export async function enqueueForgetting(tx: Tx, userId: number, sessionIds: string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await enqueue(
    tx,
    forgetSessions,
    { session_ids: sessionIds.slice(0, 1000) },
    { subject: `user:${userId}`, ownerId: userId },
  );
}

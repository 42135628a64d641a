import type { Db, Tx } from "@smartcourse/platform/postgres";

/** Days after which a session ends whatever is done with it. */
const sessionDays = 30;

export async function insertSession(tx: Tx, userId: number): Promise<string> {
  const expires_at = new Date(Date.now() + sessionDays * 86_400_000);
  const session = await tx
    .insertInto("sessions")
    .values({ user_id: userId, expires_at, ended_at: null, end_reason: null })
    .returning("id")
    .executeTakeFirstOrThrow();
  return session.id;
}

export async function insertRefreshToken(tx: Tx, sessionId: string, tokenHash: Buffer): Promise<void> {
  await tx
    .insertInto("refresh_tokens")
    .values({ token_hash: tokenHash, session_id: sessionId, rotated_at: null })
    .execute();
}

/** Spends a token: true for the one caller who was first. */
export async function spendRefreshToken(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const spent = await tx
    .updateTable("refresh_tokens")
    .set({ rotated_at: new Date() })
    .where("token_hash", "=", tokenHash)
    .where("rotated_at", "is", null)
    .returning("session_id")
    .executeTakeFirst();
  return spent !== undefined;
}

/** A token with its session and user; `undefined` when there is no such token. */
export function findRefreshToken(db: Db | Tx, tokenHash: Buffer) {
  return db
    .selectFrom("refresh_tokens")
    .innerJoin("sessions", "sessions.id", "refresh_tokens.session_id")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select([
      "sessions.id as session_id",
      "sessions.user_id",
      "sessions.ended_at",
      "sessions.expires_at",
      "refresh_tokens.rotated_at",
      "users.is_active",
    ])
    .where("refresh_tokens.token_hash", "=", tokenHash)
    .executeTakeFirst();
}

export async function endSession(tx: Tx, sessionId: string, reason: string): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ ended_at: new Date(), end_reason: reason })
    .where("id", "=", sessionId)
    .where("ended_at", "is", null)
    .execute();
}

/** Ends every session of a user and answers with their ids. */
export async function endSessionsOf(tx: Tx, userId: number, reason: string): Promise<string[]> {
  const rows = await tx
    .updateTable("sessions")
    .set({ ended_at: new Date(), end_reason: reason })
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}

export async function liveSessionsOf(tx: Tx, userId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("sessions")
    .select("id")
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .execute();
  return rows.map((row) => row.id);
}

import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { enqueueForgetting, forgetCachedSessions } from "./forget-sessions.ts";
import { endSession } from "./sessions-store.ts";

/** Ends the caller's session at once: its access tokens and refresh tokens are worth nothing from here on. */
export async function logOut(db: Db, actor: Actor): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await endSession(tx, actor.sessionId, "logged out");
    await enqueueForgetting(tx, actor.id, [actor.sessionId]);
  });
  await forgetCachedSessions(db, [actor.sessionId]);
}

import { userRoleChanged } from "@smartcourse/contracts/auth/events";
import type { Role } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import { writeAudit } from "@smartcourse/platform/audit";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { emit } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { enqueueForgetting, forgetCachedSessions } from "./forget-sessions.ts";
import { endSessionsOf, liveSessionsOf } from "./sessions-store.ts";
import { changeUser, lockForAdministration } from "./users-store.ts";

type UserRow = Awaited<ReturnType<typeof changeUser>>;

/** Gives a user another role, from her next request on. @throws DomainError user.not_found, user.last_admin */
export async function changeUserRole(db: Db, actor: Actor, userId: number, role: Role): Promise<UserRow> {
  return administer(db, userId, async (tx) => {
    const before = await lockUser(tx, userId, role === "admin");
    const user = await changeUser(tx, userId, { role });
    if (before.role !== role) {
      await writeAudit(tx, {
        actorId: actor.id,
        action: "user.role_changed",
        subject: `user:${userId}`,
        details: { from: before.role, to: role },
      });
      await emit(
        tx,
        userRoleChanged,
        { user_id: userId, from: before.role, to: role, changed_at: user.updated_at },
        user.version,
      );
    }
    return { user, sessions: await liveSessionsOf(tx, userId) };
  });
}

/** Switches a user off (every session ends) or on again. @throws DomainError user.not_found, user.last_admin */
export async function changeUserActive(
  db: Db,
  actor: Actor,
  userId: number,
  isActive: boolean,
): Promise<UserRow> {
  return administer(db, userId, async (tx) => {
    const before = await lockUser(tx, userId, isActive);
    const user = await changeUser(tx, userId, { is_active: isActive });
    if (before.is_active !== isActive) {
      await writeAudit(tx, {
        actorId: actor.id,
        action: "user.active_changed",
        subject: `user:${userId}`,
        details: { from: before.is_active, to: isActive },
      });
    }
    return { user, sessions: isActive ? [] : await endSessionsOf(tx, userId, "switched off") };
  });
}

/** The change commits first; then the sessions it touches are dropped from the cache, at once and again by task. */
async function administer(
  db: Db,
  userId: number,
  change: (tx: Tx) => Promise<{ user: UserRow; sessions: string[] }>,
): Promise<UserRow> {
  const { user, sessions } = await db.transaction().execute(async (tx) => {
    const outcome = await change(tx);
    await enqueueForgetting(tx, userId, outcome.sessions);
    return outcome;
  });
  await forgetCachedSessions(db, sessions);
  return user;
}

/** `staysAdmin`: whether the change leaves an active admin active and an admin. */
async function lockUser(tx: Tx, userId: number, staysAdmin: boolean) {
  const { user, otherAdmins } = await lockForAdministration(tx, userId);
  if (user === undefined) throw new DomainError("user.not_found", `There is no user ${userId}`);
  const wasAdmin = user.role === "admin" && user.is_active;
  if (wasAdmin && !staysAdmin && otherAdmins === 0) {
    throw new DomainError("user.last_admin", "This is the last active admin: make another one first");
  }
  return user;
}

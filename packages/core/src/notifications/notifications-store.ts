import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { DatedNotice } from "./notices.ts";

const mostCounted = 1000;
const columns = ["id", "kind", "data", "created_at", "read_at"] as const;

/** Puts a notice into these people's lists; into each once. */
export async function insertNotifications(
  tx: Tx,
  { eventId, kind, data }: DatedNotice,
  userIds: readonly number[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx
    .insertInto("notifications")
    .values(userIds.map((user_id) => ({ user_id, event_id: eventId, kind, data: JSON.stringify(data) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Newest first, those before `beforeId`; one more than asked tells that there are more. */
export function listNotifications(
  db: Db,
  userId: number,
  { limit, beforeId, unread }: { limit: number; beforeId?: number | undefined; unread: boolean },
) {
  let query = db
    .selectFrom("notifications")
    .select(columns)
    .where("user_id", "=", userId)
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  if (unread) query = query.where("read_at", "is", null);
  return query.execute();
}

/** Oldest first, those after `afterId`. */
export function listNewer(db: Db, userId: number, afterId: number, limit: number) {
  return db
    .selectFrom("notifications")
    .select(columns)
    .where("user_id", "=", userId)
    .where("id", ">", afterId)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function newestId(db: Db, userId: number): Promise<number> {
  const newest = await db
    .selectFrom("notifications")
    .select((eb) => eb.fn.max("id").as("id"))
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return newest?.id ?? 0;
}

export async function countUnread(db: Db | Tx, userId: number): Promise<number> {
  const { count } = await db
    .selectFrom((eb) =>
      eb
        .selectFrom("notifications")
        .select(sql`1`.as("one"))
        .where("user_id", "=", userId)
        .where("read_at", "is", null)
        .limit(mostCounted)
        .as("unread"),
    )
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks one of this person's as read, keeping when she read it first. `undefined` where it is not hers. */
export function markRead(tx: Tx, userId: number, id: number) {
  return tx
    .updateTable("notifications")
    .set({ read_at: sql`coalesce(read_at, now())` })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning(columns)
    .executeTakeFirst();
}

export async function markAllRead(tx: Tx, userId: number): Promise<void> {
  await tx
    .updateTable("notifications")
    .set({ read_at: new Date() })
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .execute();
}

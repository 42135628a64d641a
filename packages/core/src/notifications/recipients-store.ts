import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

/** Namespace of our advisory locks. */
const lockClass = 11;

/**
 * The active ones among these people, with how they want to be told. Holds a lock on each until the transaction ends, so that
 * the numbers of a person's notifications are committed in their order: who has seen one has seen those before it.
 */
export async function lockRecipients(tx: Tx, userIds: readonly number[]) {
  // In one order everywhere: two batches of the same people wait for each other instead of for ever.
  await sql`select pg_advisory_xact_lock(${sql.lit(lockClass)}, id)
    from (select distinct unnest(${userIds}::integer[]) as id order by id) as people`.execute(tx);
  return tx
    .selectFrom("users")
    .leftJoin("notification_settings", "notification_settings.user_id", "users.id")
    .select(["users.id", "notification_settings.muted", "notification_settings.digest"])
    .where("users.id", "in", userIds)
    .where("users.is_active", "=", true)
    .orderBy("users.id")
    .execute();
}

export function findCourse(tx: Tx, courseId: number) {
  return tx
    .selectFrom("courses")
    .select(["id as course_id", "title as course_title"])
    .where("id", "=", courseId)
    .executeTakeFirst();
}

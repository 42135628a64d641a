import type { Db, Tx } from "@smartcourse/platform/postgres";

/** The zone in which a person reads times; UTC where she has named none. */
export async function findTimeZone(db: Db | Tx, userId: number): Promise<string> {
  const settings = await db
    .selectFrom("notification_settings")
    .select("time_zone")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return settings?.time_zone ?? "UTC";
}

import { type RawBuilder, sql } from "kysely";
import type { DigestChoice } from "@smartcourse/contracts/notifications/kinds";
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

/** A person's settings with whether mail reaches her. Columns are null where she has changed nothing. */
export function readSettings(db: Db | Tx, userId: number) {
  return db
    .selectFrom("users")
    .leftJoin("notification_settings as settings", "settings.user_id", "users.id")
    .leftJoin("mail_suppressions as back", (join) =>
      join.onRef("back.email", "=", "users.email").on("back.lifted_at", "is", null),
    )
    .select([
      "users.email",
      "settings.muted",
      "settings.digest",
      "settings.time_zone",
      "back.reason",
      "back.suppressed_at",
    ])
    .where("users.id", "=", userId)
    .executeTakeFirstOrThrow();
}

/** A person's settings, made where there are none, locked for a change. */
export async function lockSettings(tx: Tx, userId: number) {
  await tx
    .insertInto("notification_settings")
    .values({ user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom("notification_settings")
    .select(["muted", "digest", "time_zone"])
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

interface Settings {
  readonly muted: readonly string[];
  readonly digest: DigestChoice;
  readonly time_zone: string;
}

export async function saveSettings(tx: Tx, userId: number, settings: Settings): Promise<void> {
  const { muted, digest, time_zone } = settings;
  await tx
    .updateTable("notification_settings")
    .set({ muted: [...muted], digest, time_zone, updated_at: new Date() })
    .set({ next_digest_at: nextDigestAt(sql.val(digest), sql.val(time_zone)) })
    .where("user_id", "=", userId)
    .execute();
}

/**
 * When the next digest is due, strictly after now: at eight in the morning where the person is, on Mondays where it is weekly.
 * Postgres knows when clocks change.
 */
export function nextDigestAt(digest: RawBuilder<unknown>, timeZone: RawBuilder<unknown>): RawBuilder<string> {
  const local = sql`now() at time zone ${timeZone} - interval '8 hours'`;
  return sql<string>`case ${digest}::text
    when 'daily' then (date_trunc('day', ${local}) + interval '1 day 8 hours') at time zone ${timeZone}
    when 'weekly' then (date_trunc('week', ${local}) + interval '7 days 8 hours') at time zone ${timeZone}
  end`;
}

/** Whether Postgres has a time zone of that name. */
export async function isTimeZone(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_timezone_names where name = ${name}`.execute(tx);
  return rows.length > 0;
}

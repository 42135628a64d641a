import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";

/** Longer than the task may run: whoever has a claim that ran out is dead. */
const claimSeconds = 45;

/**
 * Takes a mail to send it. Answers false where it is settled, somebody else has it, or it lapsed before and may not be sent a
 * third time.
 */
export async function claim(db: Db, id: string): Promise<boolean> {
  const claimed = await db
    .updateTable("mails")
    .set({
      state: "sending",
      claimed_until: sql`now() + ${sql.lit(`${claimSeconds} seconds`)}::interval`,
      lapsed: sql<boolean>`lapsed or state = 'sending'`,
    })
    .where("id", "=", id)
    .where(
      sql<boolean>`state = 'pending' or (not lapsed and (state = 'failed' or (state = 'sending' and claimed_until < now())))`,
    )
    .returning("id")
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Why a mail could not be claimed. */
export async function stateOf(db: Db, id: string): Promise<"settled" | "held" | "lapsed twice"> {
  const row = await db
    .selectFrom("mails")
    .select(["state", sql<boolean>`claimed_until < now()`.as("ran_out")])
    .where("id", "=", id)
    .executeTakeFirst();
  if (row?.state !== "sending") return "settled";
  return row.ran_out ? "lapsed twice" : "held";
}

/** A mail with what is to be known of its recipient now. */
export function readAddressed(db: Db, id: string) {
  return db
    .selectFrom("mails")
    .innerJoin("users", "users.id", "mails.user_id")
    .leftJoin("notification_settings", "notification_settings.user_id", "mails.user_id")
    .leftJoin("mail_suppressions", (join) =>
      join.onRef("mail_suppressions.email", "=", "users.email").on("mail_suppressions.lifted_at", "is", null),
    )
    .select((eb) => [
      "mails.id",
      "mails.user_id",
      "mails.kind",
      "mails.data",
      "mails.lapsed",
      "users.email",
      "users.is_active",
      eb.fn.coalesce("users.display_name", "users.username").as("name"),
      eb.fn.coalesce("notification_settings.time_zone", sql<string>`'UTC'`).as("time_zone"),
      eb.fn.coalesce("notification_settings.muted", sql<string[]>`'{}'`).as("muted"),
      sql<boolean>`coalesce(notification_settings.digest, 'off') <> 'off'`.as("wants_digest"),
      sql<boolean>`mail_suppressions.email is not null`.as("suppressed"),
    ])
    .where("mails.id", "=", id)
    .executeTakeFirstOrThrow();
}

interface Outcome {
  readonly state: "sent" | "refused" | "withheld" | "failed";
  readonly reason?: string;
  readonly address?: string;
  readonly provider_id?: string;
}

/** Says how a mail ended. */
export async function settle(db: Db, id: string, outcome: Outcome): Promise<void> {
  await db
    .updateTable("mails")
    .set({ reason: null, ...outcome, claimed_until: null, settled_at: new Date() })
    .where("id", "=", id)
    .execute();
}

/** Gives a claimed mail back, after a try that failed. `lapsed`: it may have gone out all the same. */
export async function release(
  db: Db,
  id: string,
  { lapsed, ...change }: { state: "pending" | "failed"; reason: string; lapsed: boolean },
): Promise<void> {
  await db
    .updateTable("mails")
    .set({ ...change, claimed_until: null, lapsed: sql<boolean>`lapsed or ${lapsed}` })
    .where("id", "=", id)
    .execute();
}

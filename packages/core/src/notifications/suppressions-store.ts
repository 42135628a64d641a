import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";

interface Suppression {
  readonly email: string;
  readonly reason: "bounce" | "complaint";
  readonly detail: string;
  /** When the mail was sent that came back; now, where it was refused at once. */
  readonly sentAt?: string;
}

/** Sends an address no more mail. What was sent before its owner confirmed it last says nothing. */
export async function suppressAddress(
  db: Db | Tx,
  { email, reason, detail, sentAt }: Suppression,
): Promise<void> {
  await db
    .insertInto("mail_suppressions")
    .values({ email: email.toLowerCase(), reason, detail })
    .onConflict((conflict) =>
      conflict
        .column("email")
        .doUpdateSet({ reason, detail, suppressed_at: new Date(), lifted_at: null })
        .where(
          "mail_suppressions.lifted_at",
          "<",
          sql<string>`${sentAt ?? new Date().toISOString()}::timestamptz`,
        ),
    )
    .execute();
}

/** The owner of an address says that mail reaches it again. */
export async function liftSuppression(tx: Tx, userId: number): Promise<void> {
  await tx
    .updateTable("mail_suppressions")
    .set({ lifted_at: new Date() })
    .where("lifted_at", "is", null)
    .where("email", "=", (eb) => eb.selectFrom("users").select("email").where("id", "=", userId))
    .execute();
}

import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { ReportBody } from "@smartcourse/contracts/analytics/report-schemas";

type Requested = ReportBody & { readonly id: string; readonly owner_id: number; readonly task_id: string };

export async function insertReport(tx: Tx, { filters, ...report }: Requested): Promise<void> {
  await tx
    .insertInto("analytics_reports")
    .values({ ...report, filters: JSON.stringify(filters), row_count: null, size_bytes: null })
    .execute();
}

/** A report of its owner's, with what its task says. */
export function findOwnReport(db: Db | Tx, id: string, ownerId: number) {
  return db
    .selectFrom("analytics_reports as r")
    .leftJoin("tasks as t", "t.id", "r.task_id")
    .selectAll("r")
    .select(["t.state", "t.reason"])
    .where("r.id", "=", id)
    .where("r.owner_id", "=", ownerId)
    .executeTakeFirst();
}

/** A report that is to be written, with its owner as she is now. */
export function findReport(db: Db, id: string) {
  return db
    .selectFrom("analytics_reports as r")
    .innerJoin("users as u", "u.id", "r.owner_id")
    .selectAll("r")
    .select("u.role")
    .where("r.id", "=", id)
    .executeTakeFirst();
}

export async function noteWritten(
  db: Db,
  id: string,
  written: { readonly row_count: number; readonly size_bytes: number },
): Promise<void> {
  await db
    .updateTable("analytics_reports")
    .set({ ...written, written_at: new Date() })
    .where("id", "=", id)
    .execute();
}

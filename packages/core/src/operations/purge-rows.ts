import { sql } from "kysely";
import { envNumber } from "@smartcourse/platform/env";
import type { Db } from "@smartcourse/platform/postgres";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { type BatchLimits, type PurgeRule, deleteInBatches } from "./delete-in-batches.ts";

/** 50,000 rows of a table an hour at most; what is left then goes at the next. */
const usualLimits: BatchLimits = { rows: 1_000, batches: 50 };

/** Days for which it can be looked up what was sent to queues and to the workflow engine. */
const sentDays = 7;

/** Days for which it can be looked up, and sent again, what went to webhooks. */
const deliveryDays = 30;

/** Days for which it can be looked up which reports there were; their files are gone after seven. */
const reportDays = 30;

/** Days for which the report of a list of students is kept: it holds addresses of people who may have no account. */
const bulkReportDays = 90;

/** Days for which finished tasks, and sessions that are over, can be looked up. */
const endedDays = 30;

/** What nobody asks for any more. Each condition has an index behind it, or a small table. */
function purgeRules(): readonly PurgeRule[] {
  return [
    { table: "idempotency_keys", expired: sql`expires_at < now()` },
    { table: "outbox_archive", expired: sql`kind <> 'event' and ${olderThan("sent_at", sentDays)}` },
    { table: "outbox_archive", expired: olderThan("sent_at", envNumber("EVENT_ARCHIVE_DAYS")) },
    // Later than the archive: what can still be replayed is still known.
    { table: "inbox", expired: olderThan("received_at", envNumber("EVENT_ARCHIVE_DAYS") + endedDays) },
    { table: "tasks", expired: olderThan("finished_at", endedDays) },
    { table: "sessions", expired: sql`least(expires_at, ended_at) < ${daysAgo(endedDays)}` },
    { table: "bulk_enrollments", expired: olderThan("created_at", bulkReportDays) },
    { table: "webhook_deliveries", expired: olderThan("created_at", deliveryDays) },
    { table: "analytics_reports", expired: olderThan("requested_at", reportDays) },
  ];
}

function olderThan(column: string, days: number) {
  return sql<boolean>`${sql.ref(column)} < ${daysAgo(days)}`;
}

function daysAgo(days: number) {
  return sql`now() - make_interval(secs => ${days * 86_400})`;
}

/** Deletes expired rows, table by table. Safe to run twice at once. */
export async function purgeRows(db: Db, limits = usualLimits): Promise<void> {
  for (const rule of purgeRules()) {
    const rows = await deleteInBatches(db, rule, limits);
    if (rows > 0) log().info("operations.purged", { ...logFields(), table: rule.table, rows });
  }
}

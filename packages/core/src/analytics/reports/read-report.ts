import type { Report } from "@smartcourse/contracts/analytics/report-schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { findOwnReport } from "./report-store.ts";

/** Days for which a written file is kept. */
const keptDays = 7;

type ReportRow = NonNullable<Awaited<ReturnType<typeof findOwnReport>>>;

/** A report of `ownerId`'s, as it stands, without a way to its file. @throws DomainError report.not_found */
export async function readReport(db: Db | Tx, id: string, ownerId: number): Promise<Report> {
  const row = await findOwnReport(db, id, ownerId);
  if (row === undefined) throw new DomainError("report.not_found", `There is no report ${id} of yours`);
  const { task_id, kind, format, reason, row_count, size_bytes, requested_at, written_at } = row;
  const expires_at = written_at === null ? null : expiryOf(written_at);
  return {
    id,
    task_id,
    kind,
    format,
    row_count,
    size_bytes,
    requested_at,
    expires_at,
    status: statusOf(row, expires_at),
    reason: written_at === null ? reason : null,
    url: null,
    url_expires_at: null,
  };
}

function expiryOf(writtenAt: string): string {
  return new Date(Date.parse(writtenAt) + keptDays * 86_400_000).toISOString();
}

/** A task's row may be gone before the report's: then what was not written never will be. */
function statusOf({ state }: ReportRow, expiresAt: string | null): Report["status"] {
  if (expiresAt !== null) return Date.parse(expiresAt) > Date.now() ? "succeeded" : "expired";
  return state === null || state === "succeeded" ? "failed" : state;
}

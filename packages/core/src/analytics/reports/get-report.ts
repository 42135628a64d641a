import { reportPrefix } from "@smartcourse/contracts/analytics/tasks";
import type { Report } from "@smartcourse/contracts/analytics/report-schemas";
import type { Db } from "@smartcourse/platform/postgres";
import { signRead } from "@smartcourse/platform/signed-s3";
import { readReport } from "./read-report.ts";

/** Seconds for which a report can be downloaded by its URL. */
const readSeconds = 300;

export function reportKey({
  id,
  owner_id,
  format,
}: {
  id: string;
  owner_id: number;
  format: string;
}): string {
  return `${reportPrefix}${owner_id}/${id}.${format}`;
}

/** A report of `ownerId`'s, with a way to its file where it is written. @throws DomainError report.not_found */
export async function getReport(db: Db, id: string, ownerId: number): Promise<Report> {
  const report = await readReport(db, id, ownerId);
  if (report.status !== "succeeded") return report;
  const link = await signRead(reportKey({ id, owner_id: ownerId, format: report.format }), readSeconds);
  return { ...report, url: link.url, url_expires_at: link.expires_at };
}

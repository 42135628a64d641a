import { join } from "node:path";
import type { Readable } from "node:stream";
import { env } from "@smartcourse/platform/env";
import { putStream } from "@smartcourse/platform/object-streams";
import type { Db } from "@smartcourse/platform/postgres";
import { objectSize } from "@smartcourse/platform/s3";
import { composeReport } from "./compose-report.ts";
import { reportKey } from "./get-report.ts";
import type { Cell, ReportContent } from "./report-content.ts";
import { findReport, noteWritten } from "./report-store.ts";
import { printReport } from "./pdf/print-report.ts";
import { toCsv } from "./to-csv.ts";

const contentTypes = { csv: "text/csv; charset=utf-8", pdf: "application/pdf" } as const;

/** Writes a report into the bucket, as its rows are read. One that is written stays as it is. */
export async function writeReport(db: Db, id: string, now: Date): Promise<void> {
  const report = await findReport(db, id);
  if (report === undefined || report.written_at !== null) return;
  const owner = { id: report.owner_id, role: report.role, sessionId: "" };
  const content = await composeReport(report.kind, report.filters, { db, owner, now });
  const counted = countRows(content);
  const key = reportKey(report);
  await putStream(key, await render(report.format, counted.content, now), contentTypes[report.format]);
  await noteWritten(db, id, { row_count: counted.rows(), size_bytes: (await objectSize(key)) ?? 0 });
}

async function render(format: "csv" | "pdf", content: ReportContent, now: Date): Promise<Readable> {
  if (format === "csv") return toCsv(content);
  return printReport(content, { now, fonts: join(env("LAMBDA_TASK_ROOT"), "assets") });
}

/** The same content, and how many of its rows were taken. */
function countRows(content: ReportContent) {
  let count = 0;
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for await (const row of content.rows()) {
      count++;
      yield row;
    }
  }
  return { content: { ...content, rows }, rows: () => count };
}

import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { ReportContent } from "./report-content.ts";

/**
 * A report as CSV (RFC 4180): a line of column names, then its rows. It begins with a byte order mark, without which Excel takes UTF-8
 * for something else. A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
 */
export function toCsv({ columns, rows }: ReportContent): Readable {
  const csv = stringify({
    bom: true,
    header: true,
    columns: columns.map(({ key }) => key),
    record_delimiter: "windows",
    escape_formulas: true,
  });
  const source = Readable.from(rows());
  source.on("error", (error) => csv.destroy(error));
  return source.pipe(csv);
}

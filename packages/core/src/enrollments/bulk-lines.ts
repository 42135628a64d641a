import { CsvError, parse } from "csv-parse/sync";
import { maximumBulkLines } from "@smartcourse/contracts/enrollments/bulk-schemas";
import { DomainError } from "@smartcourse/contracts/errors";

/** A line of a list of students. `line` counts from 1 in the file. */
export interface BulkLine {
  readonly line: number;
  readonly student: string;
}

/** Whom a line means. */
export type StudentKey = { readonly id: number } | { readonly email: string };

interface Row {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const columnNames = new Set(["email", "e-mail", "user_id", "student_id"]);
const longestStudent = 255;
const largestId = 2_147_483_647;

/**
 * The students that a CSV names: in the column that its first line names, else in the first. Commas, semicolons and tabs divide.
 * @throws DomainError bulk_enrollment.unreadable, with the line
 */
export function readBulkLines(csv: string): BulkLine[] {
  const rows = parseRows(csv);
  const names = rows[0]?.record.map((name) => name.toLowerCase()) ?? [];
  const named = names.findIndex((name) => columnNames.has(name));
  const column = Math.max(named, 0);
  const lines = rows.slice(named === -1 ? 0 : 1).map(({ record, info }) => ({
    line: info.lines,
    student: (record[column] ?? "").slice(0, longestStudent),
  }));
  if (lines.length === 0) throw unreadable("There is no student in the list", "has no line with a student");
  if (lines.length > maximumBulkLines) {
    const message = `has ${lines.length} lines; at most ${maximumBulkLines} go at once`;
    throw unreadable(`The list ${message}: send it in parts`, message);
  }
  return lines;
}

function parseRows(csv: string): Row[] {
  try {
    return parse(csv, {
      bom: true,
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const at = typeof cause["lines"] === "number" ? `line ${cause["lines"]}: ` : "";
    throw unreadable("The list cannot be read as CSV: see errors", `${at}${cause.message}`, cause);
  }
}

function unreadable(message: string, detail: string, cause?: unknown): DomainError {
  const errors = [{ field: "csv", message: detail }];
  return new DomainError("bulk_enrollment.unreadable", message, { errors, cause });
}

/** Whom a line means; undefined where it is neither an id nor an address. */
export function studentKey(student: string): StudentKey | undefined {
  if (/^[1-9]\d{0,9}$/.test(student)) {
    return Number(student) <= largestId ? { id: Number(student) } : undefined;
  }
  return /^[^\s@]+@[^\s@]+$/.test(student) ? { email: student.toLowerCase() } : undefined;
}

import * as z from "zod";
import { Id, IdFromText, PageQuery, Timestamp, page } from "../shared-schemas.ts";

export const maximumBulkLines = 1_000;

/** What became of a line. `refused`: `detail` says why. `failed`: it was our fault, and the line may be sent again. */
export const bulkOutcomes = [
  "enrolled",
  "waitlisted",
  "already_enrolled",
  "no_such_student",
  "refused",
  "failed",
] as const;
export type BulkOutcome = (typeof bulkOutcomes)[number];

/** `csv`: a student a line, by e-mail address or user id: in the column that a first line names `email` or `user_id`, else in the first. */
export const BulkEnrollBody = z.strictObject({ csv: z.string().min(1).max(1_000_000) });

export const BulkParams = z.object({ id: IdFromText, bulk_id: IdFromText });

/** `line` counts from 1 in the file that was sent; `student`: as it stands there. `outcome` is null until the line's turn has come. */
const BulkLine = z.object({
  line: z.int(),
  student: z.string(),
  outcome: z.enum(bulkOutcomes).nullable(),
  detail: z.string().nullable(),
  enrollment_id: Id.nullable(),
  waitlist_entry_id: Id.nullable(),
});

export const BulkAccepted = z.object({
  id: Id,
  course_id: Id,
  task_id: z.uuid(),
  line_count: z.int(),
  created_at: Timestamp,
});

/** `outcomes`: how many lines ended how. `lines`: a page of them, in order. */
export const BulkReport = z.object({
  id: Id,
  course_id: Id,
  line_count: z.int(),
  outcomes: z.partialRecord(z.enum(bulkOutcomes), z.int()),
  created_at: Timestamp,
  completed_at: Timestamp.nullable(),
  lines: page(BulkLine),
});
export const BulkQuery = PageQuery;

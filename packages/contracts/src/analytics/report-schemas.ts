import * as z from "zod";
import { enrollmentStatuses } from "../enrollments/schemas.ts";
import { Id, Timestamp } from "../shared-schemas.ts";
import { PeriodQuery } from "./period-schemas.ts";

export const reportFormats = ["csv", "pdf"] as const;

const period = z.strictObject(PeriodQuery.omit({ compare: true }).shape);
const ofCourse = z.strictObject({ course_id: Id });

/** What each report is about, by its kind. Times are those of the analytics endpoints, with the same defaults. */
export const reportFilters = {
  course_enrollments: ofCourse.extend({ status: z.enum(enrollmentStatuses).optional() }),
  course_summary: period.extend({ course_id: Id }),
  completions: period.extend({ course_id: Id.optional() }),
  platform_summary: period,
} as const;
export type ReportKind = keyof typeof reportFilters;
export const reportKinds = Object.keys(reportFilters) as [ReportKind, ...ReportKind[]];

const format = z.enum(reportFormats);

export const ReportBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("course_enrollments"),
    format,
    filters: reportFilters.course_enrollments,
  }),
  z.strictObject({ kind: z.literal("course_summary"), format, filters: reportFilters.course_summary }),
  z.strictObject({ kind: z.literal("completions"), format, filters: reportFilters.completions.prefault({}) }),
  z.strictObject({
    kind: z.literal("platform_summary"),
    format,
    filters: reportFilters.platform_summary.prefault({}),
  }),
]);
export type ReportBody = z.output<typeof ReportBody>;

export const ReportParams = z.object({ id: z.uuid() });

/**
 * A report, written by a task (`task_id`). `url` downloads it until `url_expires_at`, a few minutes after it was asked for; the file is
 * removed at `expires_at`. `row_count` and `size_bytes` are null until it is written.
 */
export const Report = z.object({
  id: z.uuid(),
  task_id: z.uuid(),
  kind: z.enum(reportKinds),
  format,
  status: z.enum(["pending", "running", "retrying", "succeeded", "failed", "expired"]),
  reason: z.string().nullable(),
  row_count: z.int().nullable(),
  size_bytes: z.int().nullable(),
  requested_at: Timestamp,
  url: z.url().nullable(),
  url_expires_at: Timestamp.nullable(),
  expires_at: Timestamp.nullable(),
});
export type Report = z.infer<typeof Report>;

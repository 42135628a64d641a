import type * as z from "zod";
import type { reportFilters } from "@smartcourse/contracts/analytics/report-schemas";
import { getCompletions } from "../get-completions.ts";
import { resolvePeriod } from "../period.ts";
import { visibleScope } from "../visible-course.ts";
import { figure, percentage, periodText } from "./figures.ts";
import { inBatches } from "./in-batches.ts";
import type { Asking, Column, ReportContent } from "./report-content.ts";
import { type CompletionRow, listCompletions } from "./report-rows-store.ts";

type Filters = z.output<typeof reportFilters.completions>;

const columns: readonly Column[] = [
  { key: "completed_at", title: "Completed", width: 17 },
  { key: "course_id", title: "Course", width: 10, align: "right" },
  { key: "course", title: "Title", width: 34 },
  { key: "student_id", title: "Id", width: 10, align: "right" },
  { key: "name", title: "Student", width: 28 },
  { key: "enrolled_at", title: "Enrolled", width: 17 },
  { key: "days", title: "Days", width: 9, align: "right" },
];

/** Who completed which course, when, and how long that took. */
export async function completions({ db, owner, now }: Asking, filters: Filters): Promise<ReportContent> {
  const [scope, period] = [await visibleScope(db, filters.course_id, owner), resolvePeriod(filters, now)];
  const metrics = await getCompletions(db, filters, owner, now);
  const read = (after: CompletionRow | undefined, limit: number) =>
    listCompletions(db, { scope, period }, after, limit);
  return {
    name: `completions-${period.from}-to-${period.to}`,
    title: "Completions",
    subtitle: periodText(period),
    figures: [
      figure("Completions", metrics.totals.completions),
      figure("Certificates", metrics.totals.certificates),
      percentage("Of enrolments", metrics.completion_rate),
      figure("Mean time", metrics.time_to_complete.mean_days, " d"),
      figure("Median time", metrics.time_to_complete.median_days, " d"),
    ],
    chart: {
      title: `Completions by ${period.granularity}`,
      labels: metrics.points.map(({ start }) => start),
      series: [
        { name: "completions", shape: "bars", values: metrics.points.map((point) => point.completions) },
      ],
    },
    columns,
    rows: async function* () {
      for await (const row of inBatches(read))
        yield columns.map(({ key }) => row[key as keyof CompletionRow]);
    },
  };
}

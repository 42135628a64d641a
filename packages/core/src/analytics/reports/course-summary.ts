import type * as z from "zod";
import type { reportFilters } from "@smartcourse/contracts/analytics/report-schemas";
import { getCourseAnalytics } from "../get-course-analytics.ts";
import { figure, percentage, periodText } from "./figures.ts";
import { modulesChart } from "./modules-chart.ts";
import type { Asking, Column, ReportContent } from "./report-content.ts";

type Filters = z.output<typeof reportFilters.course_summary>;

const columns: readonly Column[] = [
  { key: "position", title: "#", width: 6, align: "right" },
  { key: "module_id", title: "Id", width: 10, align: "right" },
  { key: "title", title: "Module", width: 50 },
  { key: "reached", title: "Reached", width: 14, align: "right" },
  { key: "completed", title: "Completed", width: 14, align: "right" },
  { key: "stopped_percentage", title: "Stopped %", width: 14, align: "right" },
];

/** A course in figures, and module by module where its students stop. */
export async function courseSummary(
  { db, owner, now }: Asking,
  { course_id, ...query }: Filters,
): Promise<ReportContent> {
  const course = await getCourseAnalytics(db, { id: course_id, query, actor: owner }, now);
  const { totals, ai, drop_off, time_to_complete } = course;
  return {
    name: `course-${course_id}-summary`,
    title: course.title,
    subtitle: `Version ${drop_off.version ?? "–"}; questions of ${periodText(ai.period)}`,
    figures: [
      figure("Enrolments", totals.enrollments),
      figure("Active", totals.active),
      percentage("Completed", course.completion_rate),
      figure("At risk", course.at_risk_students),
      figure("Median time", time_to_complete.median_days, " d"),
      figure("Certificates", totals.certificates),
      figure("Questions", ai.questions),
      percentage("Answered", ai.answered_share),
    ],
    chart: modulesChart(drop_off.modules),
    columns,
    rows: async function* () {
      for (const [place, { module_id, title, reached, completed, stopped }] of drop_off.modules.entries()) {
        const percent = stopped === null ? null : Math.round(stopped * 1000) / 10;
        yield [place + 1, module_id, title, reached, completed, percent];
      }
    },
  };
}

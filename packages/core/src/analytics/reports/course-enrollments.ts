import type * as z from "zod";
import type { reportFilters } from "@smartcourse/contracts/analytics/report-schemas";
import { getCourseAnalytics } from "../get-course-analytics.ts";
import { figure, percentage } from "./figures.ts";
import { inBatches } from "./in-batches.ts";
import { modulesChart } from "./modules-chart.ts";
import type { Asking, Cell, Column, ReportContent } from "./report-content.ts";
import { type EnrollmentRow, listEnrollments } from "./report-rows-store.ts";

type Filters = z.output<typeof reportFilters.course_enrollments>;

const columns: readonly Column[] = [
  { key: "student_id", title: "Id", width: 13 },
  { key: "name", title: "Student", width: 30 },
  { key: "status", title: "Status", width: 13 },
  { key: "completion_percentage", title: "Done %", width: 10, align: "right" },
  { key: "modules_done", title: "Modules", width: 11, align: "right" },
  { key: "enrolled_at", title: "Enrolled", width: 14 },
  { key: "last_activity_at", title: "Last active", width: 14 },
  { key: "completed_at", title: "Completed", width: 14 },
  { key: "at_risk", title: "At risk", width: 10 },
];

/** Every student of a course: how far she is, when she was last active, how she stands. */
export async function courseEnrollments(
  { db, owner, now }: Asking,
  { course_id, status }: Filters,
): Promise<ReportContent> {
  const query = { granularity: "month", time_zone: "UTC" } as const;
  const course = await getCourseAnalytics(db, { id: course_id, query, actor: owner }, now);
  const read = (after: EnrollmentRow | undefined, limit: number) =>
    listEnrollments(db, { course_id, status, now }, after, limit);
  return {
    name: `course-${course_id}-enrollments`,
    title: course.title,
    subtitle: status === undefined ? "Every student of the course" : `Students whose enrolment is ${status}`,
    figures: [
      figure("Active", course.totals.active),
      figure("Completed", course.totals.completed),
      figure("Left", course.totals.dropped),
      figure("At risk", course.at_risk_students),
      percentage("Mean progress", course.average_progress / 100),
    ],
    chart: modulesChart(course.drop_off.modules),
    columns,
    rows: async function* () {
      for await (const row of inBatches(read)) yield toCells(row);
    },
  };
}

function toCells(row: EnrollmentRow): Cell[] {
  return [
    row.student_id,
    row.name,
    row.status,
    row.completion_percentage,
    row.modules_done,
    row.enrolled_at,
    row.last_activity_at,
    row.completed_at,
    row.at_risk ? "yes" : "no",
  ];
}

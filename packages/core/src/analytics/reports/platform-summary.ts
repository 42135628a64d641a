import type * as z from "zod";
import type { reportFilters } from "@smartcourse/contracts/analytics/report-schemas";
import type { CounterName } from "../counters.ts";
import { getDashboard } from "../get-dashboard.ts";
import { resolvePeriod } from "../period.ts";
import { readSeries } from "../read-series.ts";
import { type Derive } from "../series.ts";
import { figure, percentage, periodText } from "./figures.ts";
import type { Asking, Column, ReportContent } from "./report-content.ts";

type Filters = z.output<typeof reportFilters.platform_summary>;

const names = [
  "enrollments",
  "drops",
  "completions",
  "certificates",
  "questions",
] as const satisfies CounterName[];
type Figure = (typeof names)[number];

const columns: readonly Column[] = [
  { key: "start", title: "From", width: 17 },
  { key: "end", title: "To", width: 17 },
  ...names.map((key): Column => ({ key, title: titleOf(key), width: 16, align: "right" })),
];

function titleOf(name: Figure): string {
  return name === "enrollments" ? "Enrolments" : name.charAt(0).toUpperCase() + name.slice(1);
}

const derive: Derive<Figure> = (sum) =>
  Object.fromEntries(names.map((name) => [name, sum(name)])) as Record<Figure, number>;

/** The platform over time. */
export async function platformSummary({ db, owner, now }: Asking, filters: Filters): Promise<ReportContent> {
  const period = resolvePeriod(filters, now);
  const scope = { kind: "platform" } as const;
  const dashboard = await getDashboard(db, owner, filters.time_zone, now);
  const { series } = await readSeries(db, { scope, period, names, derive, compare: undefined });
  return {
    name: `platform-${period.from}-to-${period.to}`,
    title: "The platform",
    subtitle: periodText(period),
    figures: [
      figure("Students", dashboard.total_students),
      figure("Courses", dashboard.total_courses),
      figure("Active", dashboard.active_students),
      figure("At risk", dashboard.at_risk_students),
      percentage("Completed", dashboard.completion_rate),
    ],
    chart: {
      title: `Enrolments and completions by ${period.granularity}`,
      labels: series.points.map(({ start }) => start),
      series: [
        { name: "enrolments", shape: "bars", values: series.points.map(({ enrollments }) => enrollments) },
        { name: "completions", shape: "line", values: series.points.map((point) => point.completions) },
      ],
    },
    columns,
    rows: async function* () {
      for (const point of series.points) yield [point.start, point.end, ...names.map((name) => point[name])];
    },
  };
}

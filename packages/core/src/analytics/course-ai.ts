import type { CourseAnalytics, CourseAnalyticsQuery } from "@smartcourse/contracts/analytics/schemas";
import type { Db } from "@smartcourse/platform/postgres";
import type * as z from "zod";
import { aiNames, aiUse } from "./ai-use.ts";
import { countAskers } from "./course-figures-store.ts";
import { type ResolvedPeriod, previousPeriod } from "./period.ts";
import { readSeries } from "./read-series.ts";
import { type Derive, comparePrevious } from "./series.ts";

type Compare = z.output<typeof CourseAnalyticsQuery>["compare"];

const derive: Derive<"questions" | "answered"> = (sum) => ({
  questions: sum("questions"),
  answered: sum("questions_answered"),
});

/** How a course's students used the assistant over a period. People are counted once in each step, and once in all. */
export async function readAiUse(
  db: Db,
  courseId: number,
  period: ResolvedPeriod,
  compare: Compare,
): Promise<CourseAnalytics["ai"]> {
  const scope = { kind: "course", id: courseId } as const;
  const { sums, series } = await readSeries(db, { scope, period, names: aiNames, derive, compare });
  const askers = await askersByStep(db, courseId, period);
  const totals = { ...series.totals, askers: askers(-1) };
  return {
    ...aiUse(sums),
    ...series,
    totals,
    points: series.points.map((point, step) => ({ ...point, askers: askers(step) })),
    previous: series.previous && (await withAskers(db, courseId, period, totals, series.previous.totals)),
  };
}

async function withAskers(
  db: Db,
  courseId: number,
  period: ResolvedPeriod,
  totals: CourseAnalytics["ai"]["totals"],
  counted: { readonly questions: number; readonly answered: number },
) {
  const before = previousPeriod(period);
  const askers = await askersByStep(db, courseId, before);
  return comparePrevious(totals, before, { ...counted, askers: askers(-1) });
}

async function askersByStep(db: Db, courseId: number, period: ResolvedPeriod) {
  const rows = await countAskers(db, courseId, period);
  return (wanted: number) => rows.find(({ step }) => step === wanted)?.askers ?? 0;
}

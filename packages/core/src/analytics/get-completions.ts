import type { CompletionMetrics, SeriesQuery } from "@smartcourse/contracts/analytics/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { resolvePeriod } from "./period.ts";
import { readSeries } from "./read-series.ts";
import { type Derive, shareOf } from "./series.ts";
import { timeNames, timeToComplete } from "./time-to-complete.ts";
import { visibleScope } from "./visible-course.ts";

const names = ["enrollments", "certificates", "certificates_revoked", ...timeNames] as const;

const derive: Derive<keyof CompletionMetrics["totals"]> = (sum) => ({
  completions: sum("completions"),
  certificates: sum("certificates") - sum("certificates_revoked"),
  enrollments: sum("enrollments"),
});

/** Completions over time and how long they took, of what `actor` may see. @throws DomainError request.invalid, course.not_found */
export async function getCompletions(
  db: Db,
  { course_id, compare, ...asked }: SeriesQuery,
  actor: Actor,
  now: Date,
): Promise<CompletionMetrics> {
  const period = resolvePeriod(asked, now);
  const scope = await visibleScope(db, course_id, actor);
  const { series, sums } = await readSeries(db, { scope, period, names, derive, compare });
  const { completions, enrollments } = series.totals;
  return {
    ...series,
    completion_rate: shareOf(completions, enrollments),
    time_to_complete: timeToComplete(sums),
  };
}

import type { EnrollmentTrends, SeriesQuery } from "@smartcourse/contracts/analytics/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { resolvePeriod } from "./period.ts";
import { readSeries } from "./read-series.ts";
import type { Derive } from "./series.ts";
import { visibleScope } from "./visible-course.ts";

const names = ["enrollments", "drops", "cancellations", "waitlisted"] as const;

const derive: Derive<keyof EnrollmentTrends["totals"]> = (sum) => ({
  enrollments: sum("enrollments"),
  drops: sum("drops"),
  net: sum("enrollments") - sum("drops"),
  cancellations: sum("cancellations"),
  waitlisted: sum("waitlisted"),
});

/** Enrolments over time, of what `actor` may see. @throws DomainError request.invalid, course.not_found */
export async function getEnrollmentTrends(
  db: Db,
  { course_id, compare, ...asked }: SeriesQuery,
  actor: Actor,
  now: Date,
): Promise<EnrollmentTrends> {
  const period = resolvePeriod(asked, now);
  const scope = await visibleScope(db, course_id, actor);
  const { series } = await readSeries(db, { scope, period, names, derive, compare });
  return series;
}

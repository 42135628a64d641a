import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import type { ResolvedPeriod } from "./period.ts";

/** What stands in a course, in all its versions. */
export function readStandings(db: Db, courseId: number) {
  return db
    .selectFrom("analytics_standings")
    .select(["version", "name", "module_id", "value"])
    .where("course_id", "=", courseId)
    .where("value", "<>", 0)
    .execute();
}

/** The modules of a version, in their order; none where its publication was not heard of. */
export async function readModules(db: Db, course_id: number, version: number) {
  const row = await db
    .selectFrom("analytics_course_versions")
    .select("modules")
    .where("course_id", "=", course_id)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.modules ?? [];
}

const starts = ({ points }: ResolvedPeriod) => points.map(({ from }) => new Date(from).toISOString());
const stretch = ({ points }: ResolvedPeriod) =>
  [points[0]?.from ?? 0, points.at(-1)?.to ?? 0].map((time) => new Date(time).toISOString());

/** How many asked in each step of a period, each person counted once a step; step -1 is the whole period. */
export async function countAskers(db: Db, courseId: number, period: ResolvedPeriod) {
  const [from = "", to = ""] = stretch(period);
  const { rows } = await sql<{ step: number; askers: number }>`
    select coalesce(step, 0) - 1 as step, count(distinct user_id) as askers
    from (
      select user_id, width_bucket(slot, ${starts(period)}::timestamptz[]) as step
      from analytics_askers
      where course_id = ${courseId} and slot >= ${from}::timestamptz and slot < ${to}::timestamptz
    ) as asked
    group by grouping sets ((step), ())`.execute(db);
  return rows;
}

/** Of each step of a period the last that was recorded of a course's activity, where anything was. */
export async function readActivity(db: Db, courseId: number, period: ResolvedPeriod) {
  const [from = "", to = ""] = stretch(period);
  const { rows } = await sql<{ recorded_at: string; active_students: number; at_risk_students: number }>`
    select distinct on (step) recorded_at, active_students, at_risk_students
    from (
      select recorded_at, width_bucket(recorded_at, ${starts(period)}::timestamptz[]) as step,
        max(metric_value) filter (where metric_name = 'active_students') as active_students,
        max(metric_value) filter (where metric_name = 'at_risk_students') as at_risk_students
      from analytics_metrics
      where metric_name in ('active_students', 'at_risk_students')
        and dimension = ${JSON.stringify({ course_id: courseId })}::jsonb
        and recorded_at >= ${from}::timestamptz and recorded_at < ${to}::timestamptz
      group by recorded_at
    ) as recorded
    order by step, recorded_at desc`.execute(db);
  return rows;
}

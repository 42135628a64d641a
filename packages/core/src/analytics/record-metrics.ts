import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import { awaySince } from "./activity-store.ts";

/**
 * Writes down how the platform and each course with students stand at a moment, which is the period's: run again for the same one, it
 * changes nothing. Students are counted once in each.
 */
export async function recordMetrics(db: Db, at: Date): Promise<void> {
  const [recordedAt, since] = [at.toISOString(), awaySince(at).toISOString()];
  await sql`
    with unfinished as (
      select course_id,
        count(distinct student_id) filter (where last_activity_at >= ${since}::timestamptz) as active,
        count(distinct student_id) filter (where last_activity_at < ${since}::timestamptz) as at_risk
      from analytics_participants where announced and status = 'active'
      group by grouping sets ((course_id), ())
    ), waiting as (
      select course_id, count(*) as students from analytics_waiting where state <> 'left'
      group by grouping sets ((course_id), ())
    ), found (course_id, metric_name, metric_value) as (
      select course_id, 'active_students', active from unfinished
      union all select course_id, 'at_risk_students', at_risk from unfinished
      union all select course_id, 'waiting_students', students from waiting
      union all select null, 'published_courses', count(*) from analytics_courses where status = 'published'
    )
    insert into analytics_metrics (metric_name, metric_value, dimension, recorded_at)
    select metric_name, metric_value,
      case when course_id is null then '{}' else jsonb_build_object('course_id', course_id) end, ${recordedAt}::timestamptz
    from found
    on conflict (metric_name, dimension, recorded_at) do nothing`.execute(db);
}

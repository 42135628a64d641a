import { sql } from "kysely";
import type { Comparison } from "./comparisons.ts";

/** A list of modules, in whatever order they were done. */
const sorted = (column: string) => sql`(select array_agg(m order by m) from unnest(${sql.ref(column)}) as m)`;
/** Events tell milliseconds. */
const milliseconds = (column: string) => sql`floor(extract(epoch from ${sql.ref(column)}) * 1000)`;

/** A student's newest attempt, where its enrolment was announced. While the next one waits to be, neither side is asked. */
const participants: Comparison = {
  name: "participants",
  projected: sql`select p.course_id || ' ' || p.student_id as key,
      concat_ws(' ', p.enrollment_id, p.attempt, p.status, p.version, p.completion_percentage, ${sorted("p.completed_modules")},
        ${milliseconds("p.enrolled_at")}, ${milliseconds("p.completed_at")}, ${milliseconds("p.dropped_at")}) as value
    from analytics_participants p
    where p.announced and not exists (
      select from enrollments e
      where e.course_id = p.course_id and e.student_id = p.student_id and e.confirmed_at is null)`,
  actual: sql`select e.course_id || ' ' || e.student_id as key,
      concat_ws(' ', e.id, e.attempt, e.status, e.version, r.completion_percentage, ${sorted("r.completed_modules")},
        ${milliseconds("e.enrolled_at")}, ${milliseconds("e.completed_at")}, ${milliseconds("e.dropped_at")}) as value
    from enrollments e join progress r on r.enrollment_id = e.id
    where e.confirmed_at is not null`,
};

/** What stands of a version is the sum over its students. */
const standings: Comparison = {
  name: "standings",
  projected: sql`select concat_ws(' ', course_id, version, name, module_id) as key, value::text as value
    from analytics_standings where value <> 0`,
  actual: sql`
    with announced as (
      select * from analytics_participants where announced and version is not null and status is not null
    ), told as (
      select course_id, version, 'began' as name, 0 as module_id, 1 as value from announced
      union all select course_id, version, status, 0, 1 from announced
      union all select course_id, version, 'percentage', 0, round(completion_percentage * 100)::integer from announced
        where status <> 'dropped'
      union all select course_id, version, 'module_next',
        case when progress_revision = 0 then 0 else next_module_id end, 1 from announced
        where progress_revision = 0 or next_module_id is not null
      union all select a.course_id, a.version, 'module_done', m, 1 from announced a,
        lateral (select distinct m from unnest(a.completed_modules) as m) as done
    )
    select concat_ws(' ', course_id, version, name, module_id) as key, sum(value)::text as value
    from told group by course_id, version, name, module_id having sum(value) <> 0`,
};

/** The same sums by quarters of an hour as by days. */
const spans: Comparison = {
  name: "spans",
  projected: sql`select concat_ws(' ', name, course_id, date_trunc('day', slot, 'UTC'), bucket) as key,
      sum(value)::text as value
    from analytics_counters where span = 15 group by 1 having sum(value) <> 0`,
  actual: sql`select concat_ws(' ', name, course_id, slot, bucket) as key, value::text as value
    from analytics_counters where span = 1440 and value <> 0`,
};

/** The sums of the platform are those of all its courses. Accounts belong to no course. */
const platform: Comparison = {
  name: "platform",
  projected: sql`select concat_ws(' ', name, slot, bucket) as key, value::text as value from analytics_counters
    where course_id = 0 and span = 1440 and name not like '%\\_accounts' and value <> 0`,
  actual: sql`select concat_ws(' ', name, slot, bucket) as key, sum(value)::text as value from analytics_counters
    where course_id <> 0 and span = 1440 group by name, slot, bucket having sum(value) <> 0`,
};

/** Each student with her enrolment, and what was summed up with what it is the sum of. */
export const participantComparisons: readonly Comparison[] = [participants, standings, spans, platform];

import { type RawBuilder, sql } from "kysely";

/** A projection beside what the source says: each a query of `key` and `value`, both texts. */
export interface Comparison {
  readonly name: string;
  readonly projected: RawBuilder<unknown>;
  readonly actual: RawBuilder<unknown>;
}

/** Of sums that do not fall into a time: by days of UTC, over all of them. */
const ever = (names: readonly string[], value = sql`sum(value)`) => sql`
  select course_id::text as key, (${value})::text as value from analytics_counters
  where name = any(${names}::text[]) and span = 1440 and course_id <> 0
  group by course_id having ${value} <> 0`;
const plusMinus = (less: string) => sql`sum(case when name = ${less} then -value else value end)`;

const accounts: Comparison = {
  name: "accounts",
  projected: sql`select name as key, sum(value)::text as value from analytics_counters
    where name like '%\\_accounts' and span = 1440 group by name having sum(value) <> 0`,
  actual: sql`select role || '_accounts' as key, count(*)::text as value from users group by role`,
};

const courses: Comparison = {
  name: "courses",
  projected: sql`select course_id::text as key, instructor_id::text as value from analytics_courses
    where status = 'published'`,
  actual: sql`select id::text as key, instructor_id::text as value from courses where status = 'published'`,
};

const versions: Comparison = {
  name: "versions",
  projected: sql`select course_id || ' ' || version as key,
      (select array_agg((module ->> 'id')::integer order by place)::text
       from jsonb_array_elements(modules) with ordinality as m (module, place)) as value
    from analytics_course_versions`,
  actual: sql`select course_id || ' ' || version as key, nullif(module_ids, '{}')::text as value
    from course_versions where published_at is not null`,
};

/** Enrolments that stand: those that were told of, less those that were left. */
const standing: Comparison = {
  name: "enrollments",
  projected: ever(["enrollments", "drops"], plusMinus("drops")),
  actual: sql`select course_id::text as key, count(*)::text as value from enrollments
    where status in ('active', 'completed') and confirmed_at is not null group by course_id`,
};

const completions: Comparison = {
  name: "completions",
  projected: sql`select course_id || ' ' || (slot at time zone 'UTC')::date as key, value::text as value
    from analytics_counters where name = 'completions' and span = 1440 and course_id <> 0`,
  actual: sql`select course_id || ' ' || (completed_at at time zone 'UTC')::date as key, count(*)::text as value
    from enrollments where status = 'completed' group by 1`,
};

const waiting: Comparison = {
  name: "waiting",
  projected: sql`select waitlist_entry_id::text as key, course_id || ' ' || state as value from analytics_waiting
    where state <> 'left'`,
  actual: sql`select id::text as key, course_id || ' ' || status as value from waitlist_entries
    where status in ('waiting', 'offered')`,
};

const certificates: Comparison = {
  name: "certificates",
  projected: ever(["certificates", "certificates_revoked"], plusMinus("certificates_revoked")),
  actual: sql`select course_id::text as key, count(*)::text as value from certificates
    where issued_at is not null and revoked_at is null group by course_id`,
};

/** Questions stand nowhere but in their events: those that the archive has whole days of. */
const archivedDays = sql`(select coalesce(date_trunc('day', min(sent_at), 'UTC') + interval '1 day', '-infinity')
  from outbox_archive where kind = 'event')`;
const questions: Comparison = {
  name: "questions",
  projected: sql`select course_id || ' ' || user_id as key, sum(questions)::text as value from analytics_askers
    where slot >= ${archivedDays} group by course_id, user_id`,
  actual: sql`
    select (message #>> '{data,course_id}') || ' ' || (message #>> '{data,user_id}') as key, count(*)::text as value
    from (
      select message from outbox_archive where destination = 'ai.events'
      union all select message from outbox where destination = 'ai.events'
    ) as told
    where (message #>> '{data,asked_at}')::timestamptz >= ${archivedDays} group by 1`,
};

/** What is compared with the tables of those who say the events. */
export const sourceComparisons: readonly Comparison[] = [
  accounts,
  courses,
  versions,
  standing,
  completions,
  waiting,
  certificates,
  questions,
];

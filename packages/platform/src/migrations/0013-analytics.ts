import { type Kysely, sql } from "kysely";

/**
 * What the events told, as sums over time, as one row for each student in a course, and as what stands now. The counters by
 * day that were there before are forgotten: `pnpm events replay` fills all of this from the archive.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop table analytics_counters`,
  `delete from inbox where consumer = 'analytics.countEvents'`,
  // course_id 0 is the whole platform; span is the slot's length in minutes, each sum being there in both lengths.
  `create table analytics_counters (
    name varchar(40) not null,
    course_id integer not null,
    span smallint not null check (span in (15, 1440)),
    slot timestamptz not null,
    bucket smallint not null default 0,
    value bigint not null,
    primary key (name, course_id, span, slot, bucket)
  ) with (fillfactor = 80)`,

  `create table analytics_participants (
    course_id integer not null,
    student_id integer not null,
    enrollment_id integer,
    attempt integer not null default 0,
    revision integer not null default 0,
    version integer,
    announced boolean not null default false,
    status varchar(10) check (status in ('active', 'completed', 'dropped')),
    enrolled_at timestamptz,
    completed_at timestamptz,
    dropped_at timestamptz,
    progress_revision integer not null default 0,
    completion_percentage numeric(5, 2) not null default 0,
    completed_modules integer[] not null default '{}',
    next_module_id integer,
    last_activity_at timestamptz not null,
    primary key (course_id, student_id)
  ) with (fillfactor = 80)`,
  `create index idx_analytics_participants_student on analytics_participants (student_id, course_id desc)`,
  `create index idx_analytics_participants_course on analytics_participants (course_id, last_activity_at)
    include (student_id) where announced and status = 'active'`,
  `create index idx_analytics_participants_activity on analytics_participants (last_activity_at)
    include (student_id) where announced and status = 'active'`,
  `create index idx_analytics_participants_completed on analytics_participants (completed_at, course_id, student_id)
    where status = 'completed'`,

  `create table analytics_standings (
    course_id integer not null,
    version integer not null,
    name varchar(20) not null,
    module_id integer not null default 0,
    value bigint not null,
    primary key (course_id, version, name, module_id)
  ) with (fillfactor = 80)`,

  `create table analytics_courses (
    course_id integer primary key,
    instructor_id integer not null,
    status varchar(20) not null check (status in ('draft', 'published', 'archived')),
    revision integer not null
  )`,
  `create index idx_analytics_courses_instructor on analytics_courses (instructor_id, course_id)`,
  `create index idx_analytics_courses_published on analytics_courses (course_id) where status = 'published'`,
  `create table analytics_course_versions (
    course_id integer not null,
    version integer not null,
    modules jsonb not null,
    primary key (course_id, version)
  )`,

  `create table analytics_waiting (
    waitlist_entry_id integer primary key,
    course_id integer not null,
    student_id integer not null,
    state varchar(10) not null check (state in ('waiting', 'offered', 'left'))
  )`,
  `create index idx_analytics_waiting on analytics_waiting (course_id) where state <> 'left'`,

  `create table analytics_askers (
    course_id integer not null,
    slot timestamptz not null,
    user_id integer not null,
    questions integer not null,
    primary key (course_id, slot, user_id)
  )`,
  `create index idx_analytics_askers_user on analytics_askers (user_id, course_id)`,

  // One value for each metric, dimension and period. Rates have four decimals.
  `update analytics_metrics set dimension = '{}' where dimension is null`,
  `alter table analytics_metrics
    alter column metric_value type numeric(14, 4),
    alter column dimension set default '{}',
    alter column dimension set not null`,
  `create unique index analytics_metrics_once on analytics_metrics (metric_name, dimension, recorded_at)`,
];

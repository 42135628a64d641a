import pg from "pg";

/**
 * Projections as that many enrolments of three years leave them: 100,000 students in 2,000 courses, of which the first has a tenth of all.
 * Written at once, as the events would have left them.
 */
export async function fillProjections(url: string, enrollments: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set statement_timeout = 0");
    for (const statement of [
      people,
      courses,
      participants(enrollments),
      counters,
      standings,
      "vacuum analyze",
    ]) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

const people = `insert into users (email, username, hashed_password, role)
  select 'u' || n || '@example.com', 'u' || n, 'none',
    case n when 1 then 'admin' when 2 then 'instructor' when 3 then 'instructor' else 'student' end
  from generate_series(1, 100000) n`;

const courses = `
  with made as (
    insert into courses (title, instructor_id, status, published_version, last_version, published_at)
    select 'Course ' || n, case when n between 2 and 21 then 2 else 3 end, 'published', 1, 1, now()
    from generate_series(1, 2000) n returning id, instructor_id
  ), known as (
    insert into analytics_courses select id, instructor_id, 'published', 1 from made
  )
  insert into analytics_course_versions
  select id, 1, (select jsonb_agg(jsonb_build_object('id', m, 'title', 'Module ' || m)) from generate_series(1, 10) m)
  from made`;

const participants = (count: number) => `
  insert into analytics_participants (course_id, student_id, enrollment_id, attempt, revision, version, announced, status,
    enrolled_at, completed_at, progress_revision, completion_percentage, completed_modules, next_module_id, last_activity_at)
  select course_id, student_id, n, 1, 2, 1, true, case when done = 10 then 'completed' when n % 9 = 0 then 'dropped' else 'active' end,
    enrolled_at, case when done = 10 then enrolled_at + make_interval(hours => (n % 900)::integer) end, 3, done * 10,
    array(select generate_series(1, done)), nullif(done + 1, 11), enrolled_at + make_interval(hours => (n % 900)::integer)
  from (
    select n, case when n % 10 = 0 then 1 else (2 + (n * 7919) % 1999)::integer end as course_id,
      (4 + (n * 104729) % 99996)::integer as student_id, (n % 11)::integer as done,
      timestamptz '2023-07-01' + make_interval(secs => (n * 94.6e6 / ${count})) as enrolled_at
    from generate_series(1::bigint, ${count}) n
  ) as each
  on conflict do nothing`;

const counters = `
  insert into analytics_counters (name, course_id, span, slot, bucket, value)
  select name, course, span, to_timestamp(floor(extract(epoch from at) / (span * 60)) * span * 60), bucket, sum(value)
  from (
    select 'enrollments' as name, enrolled_at as at, 0 as bucket, 1 as value, course_id from analytics_participants
    union all select 'completions', completed_at, 0, 1, course_id from analytics_participants where completed_at is not null
    union all select 'completion_seconds', completed_at, 0, extract(epoch from completed_at - enrolled_at)::bigint, course_id
      from analytics_participants where completed_at is not null
    union all select 'completion_times', completed_at, 40 + (enrollment_id % 200), 1, course_id
      from analytics_participants where completed_at is not null
    union all select 'questions', last_activity_at, 0, 3, course_id from analytics_participants
  ) as told, (values (15), (1440)) as spans (span), lateral (values (0), (course_id)) as courses (course)
  group by 1, 2, 3, 4, 5`;

const standings = `
  insert into analytics_standings
  select course_id, 1, 'began', 0, count(*) from analytics_participants group by 1
  union all select course_id, 1, status, 0, count(*) from analytics_participants group by 1, status
  union all select course_id, 1, 'module_done', m, count(*) from analytics_participants, unnest(completed_modules) m group by 1, m`;

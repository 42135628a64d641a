import { type Kysely, sql } from "kysely";

/**
 * Waiting lists, progress by lesson, completion rules, bulk enrolment and calendar feeds. The reasons are in
 * docs/decisions/0014-waiting-list.md and 0015-progress.md.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const allModules = `'{"kind": "all_modules"}'`;

const statements = [
  `alter table courses
    add column waitlist_offer_hours smallint not null default 24 check (waitlist_offer_hours between 1 and 720),
    add column held_count integer not null default 0 check (held_count >= 0),
    add column waiting_count integer not null default 0 check (waiting_count >= 0),
    add column completion_rule jsonb not null default ${allModules},
    drop constraint courses_seats,
    add constraint courses_seats check (capacity is null or enrolled_count + held_count <= capacity)`,
  // Not over the count: then every enrolment would write to the indexes of the row.
  `create index idx_courses_waiting on courses (id) where waiting_count > 0`,

  `create table waitlist_entries (
    id integer generated always as identity primary key,
    course_id integer not null references courses (id) on delete restrict,
    student_id integer not null references users (id) on delete restrict,
    status varchar(20) not null default 'waiting'
      check (status in ('waiting', 'offered', 'enrolled', 'left', 'expired')),
    revision integer not null default 1,
    joined_at timestamptz not null default now(),
    offered_at timestamptz,
    offer_expires_at timestamptz,
    ended_at timestamptz,
    check ((status = 'offered') <= (offer_expires_at is not null))
  )`,
  `create unique index waitlist_entries_open on waitlist_entries (student_id, course_id)
    where status in ('waiting', 'offered')`,
  `create index idx_waitlist_line on waitlist_entries (course_id, id) where status = 'waiting'`,
  `create index idx_waitlist_offers on waitlist_entries (course_id, offer_expires_at) where status = 'offered'`,
  `create index idx_waitlist_expiring on waitlist_entries (offer_expires_at) where status = 'offered'`,
  `create index idx_waitlist_student on waitlist_entries (student_id, id desc)`,

  // Null for versions that were published before lessons were counted.
  `alter table course_versions
    add column lessons jsonb,
    add column dated_lessons jsonb not null default '[]',
    add column completion_rule jsonb not null default ${allModules}`,
  `alter table progress
    add column completed_lessons integer[] not null default '{}',
    add column last_place jsonb`,

  `create table bulk_enrollments (
    id integer generated always as identity primary key,
    course_id integer not null references courses (id) on delete restrict,
    owner_id integer not null references users (id) on delete restrict,
    line_count integer not null,
    created_at timestamptz not null default now(),
    completed_at timestamptz
  )`,
  `create table bulk_enrollment_lines (
    bulk_enrollment_id integer not null references bulk_enrollments (id) on delete cascade,
    line integer not null,
    student varchar(255) not null,
    outcome varchar(40),
    detail text,
    enrollment_id integer,
    waitlist_entry_id integer,
    primary key (bulk_enrollment_id, line)
  )`,
  `create index idx_bulk_enrollments_course on bulk_enrollments (course_id, id desc)`,

  `create table calendar_feeds (
    student_id integer primary key references users (id) on delete restrict,
    token_hash bytea not null unique,
    created_at timestamptz not null default now()
  )`,
];

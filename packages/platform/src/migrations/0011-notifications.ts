import { type Kysely, sql } from "kysely";

/**
 * Who is told what. A notification is what a person finds in her list, a mail what is sent to her, a digest item what waits for
 * her digest: of each at most one for a person and event, however often the event comes. The rows stay, so that an old
 * event that is replayed tells nobody twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table notifications (
    id integer generated always as identity primary key,
    user_id integer not null references users (id) on delete restrict,
    event_id uuid not null,
    kind varchar(40) not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    unique (user_id, event_id)
  )`,
  `create index idx_notifications_user on notifications (user_id, id desc)`,
  `create index idx_notifications_unread on notifications (user_id, id desc) where read_at is null`,

  // lapsed: a try ended without a word, so the mail may have gone out.
  `create table mails (
    id uuid primary key default gen_random_uuid(),
    user_id integer not null references users (id) on delete restrict,
    event_id uuid not null,
    kind varchar(40) not null,
    data jsonb not null,
    state varchar(10) not null default 'pending'
      check (state in ('pending', 'sending', 'sent', 'refused', 'withheld', 'failed')),
    claimed_until timestamptz,
    lapsed boolean not null default false,
    reason text,
    address varchar(255),
    provider_id varchar(200),
    created_at timestamptz not null default now(),
    settled_at timestamptz,
    unique (user_id, event_id)
  )`,

  `create table digest_items (
    user_id integer not null references users (id) on delete restrict,
    event_id uuid not null,
    kind varchar(40) not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    digested_at timestamptz,
    primary key (user_id, event_id)
  )`,
  `create index idx_digest_items_waiting on digest_items (user_id, created_at) where digested_at is null`,

  // muted: what she does not want, as kind:channel.
  `create table notification_settings (
    user_id integer primary key references users (id) on delete restrict,
    muted text[] not null default '{}',
    digest varchar(10) not null default 'off' check (digest in ('off', 'daily', 'weekly')),
    time_zone varchar(64) not null default 'UTC',
    next_digest_at timestamptz,
    updated_at timestamptz not null default now(),
    check ((digest = 'off') = (next_digest_at is null))
  )`,
  `create index idx_notification_settings_digest on notification_settings (next_digest_at, user_id)
    where next_digest_at is not null`,

  `create table notification_subscriptions (
    id integer generated always as identity primary key,
    user_id integer not null references users (id) on delete restrict,
    course_id integer references courses (id) on delete cascade,
    instructor_id integer references users (id) on delete restrict,
    created_at timestamptz not null default now(),
    check (num_nonnulls(course_id, instructor_id) = 1)
  )`,
  `create unique index notification_subscriptions_course on notification_subscriptions (course_id, user_id)
    where course_id is not null`,
  `create unique index notification_subscriptions_instructor on notification_subscriptions (instructor_id, user_id)
    where instructor_id is not null`,
  `create index idx_notification_subscriptions_user on notification_subscriptions (user_id, id desc)`,

  // An address that mail came back from. lifted_at: she confirmed it since; what was sent before that says nothing any more.
  `create table mail_suppressions (
    email varchar(255) primary key,
    reason varchar(10) not null check (reason in ('bounce', 'complaint')),
    detail text,
    suppressed_at timestamptz not null default now(),
    lifted_at timestamptz
  )`,
];

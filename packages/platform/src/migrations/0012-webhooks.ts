import { type Kysely, sql } from "kysely";

/** Webhooks and their deliveries; how far the replay of a consumer's events has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table event_replays (
    consumer varchar(100) primary key,
    from_time timestamptz not null,
    through_id bigint not null,
    after_id bigint not null default 0,
    replayed bigint not null default 0,
    done boolean not null default false,
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,

  `create table webhooks (
    id integer generated always as identity primary key,
    owner_id integer not null references users (id) on delete restrict,
    url varchar(2000) not null,
    events text[] not null,
    sealed_secret text not null,
    sealed_previous_secret text,
    previous_secret_expires_at timestamptz,
    enabled boolean not null default true,
    disabled_reason text,
    given_up_in_a_row integer not null default 0,
    revision integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index idx_webhooks_owner on webhooks (owner_id, id desc)`,
  `create index idx_webhooks_events on webhooks using gin (events) where enabled`,

  `create table webhook_deliveries (
    id bigint generated always as identity primary key,
    webhook_id integer not null references webhooks (id) on delete cascade,
    event_id uuid not null,
    event_type varchar(60) not null,
    body text not null,
    status varchar(10) not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
    attempts integer not null default 0,
    reply_status smallint,
    reply_start text,
    latency_ms integer,
    error text,
    created_at timestamptz not null default now(),
    last_attempt_at timestamptz,
    delivered_at timestamptz,
    unique (webhook_id, event_id)
  )`,
  `create index idx_webhook_deliveries on webhook_deliveries (webhook_id, id desc)`,
  `create index idx_webhook_deliveries_created on webhook_deliveries (created_at)`,
];

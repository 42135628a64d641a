import { type Kysely, sql } from "kysely";

/** What a task's state is told by, messages that SQS holds back for a while, and indexes for what is purged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table tasks
    add column error text,
    add column result jsonb,
    add column started_at timestamptz,
    add column held_until timestamptz,
    add column finished_at timestamptz,
    drop constraint tasks_state_check,
    add constraint tasks_state_check
      check (state in ('pending', 'running', 'retrying', 'succeeded', 'failed'))`,
  `update tasks set finished_at = updated_at where state in ('succeeded', 'failed')`,
  `create index idx_tasks_finished on tasks (finished_at) where finished_at is not null`,
  `create index idx_tasks_held on tasks (held_until) where held_until is not null`,
  `alter table outbox add column delay_seconds smallint not null default 0 check (delay_seconds between 0 and 900)`,
  `create index idx_inbox_received on inbox (received_at)`,
  `create index idx_sessions_over on sessions (least(expires_at, ended_at))`,
];

import { type Kysely, sql } from "kysely";

/** Reports that were asked for, and how large their files are. The files themselves lie in the bucket, for a week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table analytics_reports (
    id uuid primary key,
    owner_id integer not null references users (id) on delete restrict,
    task_id uuid not null,
    kind varchar(40) not null,
    format varchar(3) not null check (format in ('csv', 'pdf')),
    filters jsonb not null,
    requested_at timestamptz not null default now(),
    row_count integer,
    size_bytes bigint,
    written_at timestamptz
  )`,
  `create index idx_analytics_reports_requested on analytics_reports (requested_at)`,
];

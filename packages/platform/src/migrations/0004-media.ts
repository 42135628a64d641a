import { type Kysely, sql } from "kysely";

/** Pictures and videos: large files in parts, progress, further tries, what is made from them, and courses' pictures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table materials
    alter column size_bytes type bigint,
    add column upload_id text,
    add column progress smallint not null default 0 check (progress between 0 and 100),
    add column retry varchar(10) check (retry in ('rerun', 'upload')),
    add column run integer not null default 1,
    add column revision integer not null default 1,
    add column duration_seconds numeric(10, 3),
    add column width integer,
    add column height integer,
    add column files jsonb not null default '[]'`,
  `update materials set progress = 100 where status = 'ready'`,
  `update materials set retry = 'upload' where status = 'failed'`,
  `create index idx_materials_chunks on materials (chunks_key) where chunks_key is not null`,
  `create table course_thumbnails (
    course_id integer primary key references courses (id) on delete cascade,
    material_id integer references materials (id) on delete set null,
    object_key varchar(500),
    drawn_title varchar(255),
    updated_at timestamptz not null default now()
  )`,
];

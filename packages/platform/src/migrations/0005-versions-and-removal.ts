import { type Kysely, sql } from "kysely";

/** Where the vector of each text of a course lies, so that none is embedded twice; and what is left to remove of deleted courses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table course_vectors (
    course_id integer not null references courses (id) on delete cascade,
    model varchar(100) not null,
    digest bytea not null,
    object_key varchar(300) not null,
    position integer not null,
    primary key (course_id, model, digest)
  )`,
  // No reference: the course is gone.
  `create table course_deletions (
    course_id integer primary key,
    chunks_keys text[] not null,
    deleted_at timestamptz not null default now()
  )`,
];

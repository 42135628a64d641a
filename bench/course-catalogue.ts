import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Database } from "@smartcourse/platform/database";
import type { Db } from "@smartcourse/platform/postgres";

/** One instructor has so many courses. */
const coursesEach = 500;

/**
 * Fills an empty, migrated database with courses: four fifths published, tags and first words of titles from common to
 * rare, enrolments by a power law, and nothing that goes with the id. Answers with the first instructor's id.
 */
export async function fillCatalogue(url: string, count: number): Promise<{ instructorId: number }> {
  // Not the product's pool, which gives a statement 30 seconds.
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`set statement_timeout = 0`.execute(db);
    const instructorId = await addInstructors(db, Math.ceil(count / coursesEach));
    const indexes = await dropIndexes(db);
    await addCourses(db, count, instructorId);
    await sql`set maintenance_work_mem = '256MB'`.execute(db);
    for (const index of indexes) await sql.raw(index).execute(db);
    await sql`vacuum analyze courses`.execute(db);
    return { instructorId };
  } finally {
    await db.destroy();
  }
}

async function addInstructors(db: Db, count: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into users (email, username, hashed_password, role)
    select 'teacher' || n || '@example.com', 'teacher' || n, 'cannot be matched', 'instructor'
    from generate_series(1, ${count}::integer) n returning id`.execute(db);
  return Math.min(...rows.map(({ id }) => id));
}

/** Filling is three times as quick without them. Answers with the statements that make them again. */
async function dropIndexes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ indexname: string; indexdef: string }>`
    select indexname, indexdef from pg_indexes where tablename = 'courses' and indexname like 'idx_%'`.execute(
    db,
  );
  for (const { indexname } of rows) await sql.raw(`drop index ${indexname}`).execute(db);
  return rows.map(({ indexdef }) => indexdef);
}

/** `dice(n, k)`: evenly spread over 0 to 1, the same at each run, by the course's number and what it is thrown for. */
const dice = (purpose: number) =>
  sql.raw(`((hashint8extended(n, ${purpose}) & 1048575) / 1048576::double precision)`);

async function addCourses(db: Db, count: number, instructorId: number): Promise<void> {
  await addTopics(db);
  await sql`
    insert into courses (title, description, instructor_id, status, difficulty, tags, total_duration_hours, enrolled_count,
      published_version, last_version, created_at, updated_at, published_at)
    select
      (array['Introduction to', 'Advanced', 'Practical', 'Understanding', 'The Craft of'])[1 + floor(5 * ${dice(1)})::integer]
        || ' ' || initcap(topic(${dice(2)})) || ' ' || n,
      repeat('What one needs to know, and how to go on from there. ', 4),
      ${instructorId}::integer + floor(${dice(3)} * ${Math.ceil(count / coursesEach)}::integer)::integer,
      (case when ${dice(4)} < 0.8 then 'published' when ${dice(4)} < 0.95 then 'draft' else 'archived' end),
      (array['beginner', 'intermediate', 'advanced'])[1 + floor(3 * ${dice(5)})::integer],
      array[topic(${dice(2)}), topic(${dice(6)})],
      round((${dice(7)} * 40)::numeric, 1),
      floor(power(${dice(8)}, 8) * 50000)::integer,
      (case when ${dice(4)} < 0.8 then 1 end), 1,
      now() - n * interval '7 seconds', now() - ${dice(9)} * interval '700 days', now()
    from generate_series(1, ${count}::integer) n`.execute(db);
  await sql`drop function topic`.execute(db);
}

/** Topics from one in ten down to one in some thousands of courses. */
async function addTopics(db: Db): Promise<void> {
  await sql`create function topic(chance double precision) returns text language sql immutable as
    $$ select 'topic' || floor(10 * power(1.9::double precision, 10 * chance * chance))::integer $$`.execute(
    db,
  );
}

import { type Kysely, sql } from "kysely";

/** What lists, sorting and the enrolment window of courses need. The reasons are in docs/decisions/0007-course-lists.md. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table courses
    add column enrollment_opens_at timestamptz(3),
    add column enrollment_closes_at timestamptz(3),
    add constraint courses_enrollment_window check (enrollment_closes_at > enrollment_opens_at)`,

  // To the millisecond, as the wire has it: a cursor made of what a reader saw must name exactly what is stored.
  `alter table courses alter column updated_at type timestamptz(3)`,

  // Bands of a fifth: most enrolments leave the column, and so every index, as it was (a heap-only update).
  `alter table courses add column popularity smallint not null
    generated always as (floor(4 * ln(1 + enrolled_count::double precision) / ln(2::double precision))::smallint) stored`,
  // Kept, because a list that goes along another order looks at the words of many titles.
  `alter table courses add column title_words tsvector not null
    generated always as (to_tsvector('simple', translate(title, './-_@:', '      '))) stored`,
  `alter table courses set (fillfactor = 85)`,

  `create index idx_courses_title on courses (status, lower(title), id)`,
  `create index idx_courses_popularity on courses (status, popularity desc, id desc)`,
  `create index idx_courses_updated on courses (status, updated_at desc, id desc)`,
  // Without the list of pending entries, which every reader would have to go through.
  `create index idx_courses_title_words on courses
    using gin (title_words) with (fastupdate = off)`,
  `alter index idx_courses_tags set (fastupdate = off)`,
];

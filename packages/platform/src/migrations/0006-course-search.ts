import { type Kysely, sql } from "kysely";

/** The words that courses use, by which the search mends misspelt ones. The reasons are in docs/decisions/0012-course-search.md. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create extension if not exists pg_trgm`,
  // A term, and what it is without any one of its letters: two that share one of these are a typing error apart.
  `create function search_deletions(term text) returns text[] language sql immutable strict parallel safe
    return (
      select array_agg(distinct left(term, place - 1) || substr(term, place + 1)) || term
      from generate_series(1, length(term)) as place
    )`,
  `create table search_terms (
    term text primary key,
    word text not null,
    uses integer not null,
    deletions text[] not null generated always as (search_deletions(term)) stored
  )`,
  `create index idx_search_terms_deletions on search_terms using gin (deletions) with (fastupdate = off)`,
  `create index idx_search_terms_trigrams on search_terms using gin (term gin_trgm_ops) with (fastupdate = off)`,
  // No reference: what is counted for a course is taken off when its points go.
  `create table search_documents (
    course_id integer not null,
    part varchar(10) not null check (part in ('head', 'passages')),
    terms text[] not null,
    primary key (course_id, part)
  )`,
];

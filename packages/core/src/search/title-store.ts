import { type RawBuilder, sql } from "kysely";
import type { SearchCoursesQuery } from "@smartcourse/contracts/search/schemas";
import type { Db } from "@smartcourse/platform/postgres";

export type CourseFilter = Pick<SearchCoursesQuery, "difficulty" | "tag" | "instructor_id">;

/** Titles that are compared with each other, of those that have the words. */
const compared = 1_000;
/** Letters from which on the last word may be the beginning of one. */
const shortestBeginning = 2;

/**
 * The published courses with all these words in their titles, the likest first. A word is what one may call it: itself and
 * its mended spelling. `signs`: words whose signs count, such as C++.
 */
export async function findByTitle(
  db: Db,
  title: { readonly text: string; readonly words: readonly string[][]; readonly signs: readonly string[] },
  filter: CourseFilter,
  limit: number,
): Promise<number[]> {
  if (title.words.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select id from (
      select id, title from courses
      where status = 'published' and ${sql.join([hasWords(title.words), ...hasSigns(title.signs), ...passes(filter)], sql` and `)}
      limit ${compared}
    ) as found
    order by position(lower(${title.text}) in lower(title)) = 0, similarity(title, ${title.text}) desc, id
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Courses that are published now, of those with these ids, by id. */
export async function findPublished(db: Db, ids: readonly number[], filter: CourseFilter) {
  if (ids.length === 0) return new Map<number, never>();
  const rows = await db
    .selectFrom("courses")
    .select([
      "id",
      "title",
      "description",
      "difficulty",
      "tags",
      "instructor_id",
      "total_duration_hours",
      "thumbnail_url",
      "enrolled_count",
      "published_at",
      "published_version",
    ])
    .where("id", "in", [...ids])
    .where("status", "=", "published")
    .where((eb) => eb.and(passes(filter)))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** As the index of titles cuts them (see course-list-store.ts); the last one by its beginning. */
function hasWords(words: readonly string[][]): RawBuilder<boolean> {
  const query = words
    .map((spellings, at) => `(${spellings.map((word) => lexeme(word, at === words.length - 1)).join(" | ")})`)
    .join(" & ");
  return sql`to_tsvector('simple', translate(title, './-_@:', '      ')) @@ to_tsquery('simple', ${query})`;
}

/** Of letters and digits, and a star at the end of a beginning: nothing needs escaping. */
function lexeme(word: string, last: boolean): string {
  if (word.endsWith("*")) return `'${word.slice(0, -1)}':*`;
  return last && word.length >= shortestBeginning ? `'${word}':*` : `'${word}'`;
}

function hasSigns(signs: readonly string[]): RawBuilder<boolean>[] {
  return signs.map((sign) => sql<boolean>`position(${sign} in lower(title)) > 0`);
}

function passes({ difficulty, tag, instructor_id }: CourseFilter): RawBuilder<boolean>[] {
  return [
    ...(difficulty === undefined || difficulty === null ? [] : [sql<boolean>`difficulty = ${difficulty}`]),
    ...(tag === undefined ? [] : [sql<boolean>`tags @> ${[tag]}::text[]`]),
    ...(instructor_id === undefined ? [] : [sql<boolean>`instructor_id = ${instructor_id}`]),
  ];
}

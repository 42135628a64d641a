import { type RawBuilder, sql } from "kysely";
import type { CourseStatus, CourseSort } from "@smartcourse/contracts/courses/schemas";
import type { CoursesTable } from "@smartcourse/platform/database";
import type { Db } from "@smartcourse/platform/postgres";

/** A part of a list that one index has in order: courses of one status, of everybody or of one instructor. */
export interface ListPart {
  readonly status: CourseStatus;
  readonly instructorId: number | undefined;
}

/** Where a page begins: after the course that had this id and, but for `newest`, this value of what it is sorted by. */
export interface ListPosition {
  readonly id: number;
  readonly value: string | number;
}

export interface CourseListing {
  readonly parts: readonly ListPart[];
  readonly sort: CourseSort;
  readonly after: ListPosition | undefined;
  readonly limit: number;
  readonly difficulty: CoursesTable["difficulty"] | undefined;
  readonly tag: string | undefined;
  /** Words of the title, the last one perhaps only begun. */
  readonly words: readonly string[];
}

/**
 * A page of courses. Each part is read in the order of its index and stops at `limit`; only what the parts brought is
 * merged. (A condition such as "published or mine" would have to read one of them whole.) `undefined`: there are no parts.
 */
export function courseListQuery(db: Db, listing: CourseListing) {
  const [first, ...others] = listing.parts.map((part) => partQuery(db, listing, part));
  if (first === undefined || others.length === 0) return first;
  const all = others.reduce(
    (union, query) => union.unionAll(db.selectFrom(query.as("part")).selectAll()),
    db.selectFrom(first.as("part")).selectAll(),
  );
  return db.selectFrom(all.as("courses")).selectAll().orderBy(orders[listing.sort]).limit(listing.limit);
}

function partQuery(db: Db, listing: CourseListing, { status, instructorId }: ListPart) {
  const { sort, after, limit, difficulty, tag, words } = listing;
  const order = sort === "title" && words.length > 0 ? "titleOfFew" : sort;
  let query = db
    .selectFrom("courses")
    .selectAll()
    .where("status", "=", status)
    .orderBy(orders[order])
    .limit(limit);
  if (after !== undefined) query = query.where(begins[order](after));
  if (instructorId !== undefined) query = query.where("instructor_id", "=", instructorId);
  if (difficulty !== undefined) query = query.where("difficulty", "=", difficulty);
  if (tag !== undefined) query = query.where("tags", "@>", sql<string[]>`${[tag]}::text[]`);
  if (words.length > 0) query = query.where(hasWords(words, instructorId !== undefined));
  return query;
}

/**
 * As the indexes have them, and the same after a position. The id makes each order a total one. `titleOfFew` is `title` out of
 * the index's reach: titles with one word lie together in it, and going along it for another page might meet none of them.
 */
type Order = CourseSort | "titleOfFew";
const orders: Readonly<Record<Order, RawBuilder<unknown>>> = {
  newest: sql`id desc`,
  title: sql`lower(title), id`,
  titleOfFew: sql`lower(title) || '', id`,
  popular: sql`popularity desc, id desc`,
  updated: sql`updated_at desc, id desc`,
};
const begins: Readonly<Record<Order, (after: ListPosition) => RawBuilder<boolean>>> = {
  newest: ({ id }) => sql`id < ${id}`,
  title: ({ id, value }) => sql`(lower(title), id) > (lower(${value}::text), ${id})`,
  titleOfFew: ({ id, value }) => sql`(lower(title) || '', id) > (lower(${value}::text), ${id})`,
  popular: ({ id, value }) => sql`(popularity, id) < (${value}::smallint, ${id})`,
  updated: ({ id, value }) => sql`(updated_at, id) < (${value}::timestamptz, ${id})`,
};

/**
 * Whole words, the last one by its beginning, as the index of titles cuts them. The courses of one instructor are few: looking
 * at each is quicker than all matches of the index, and the function, unlike the operator, is never looked up there.
 */
function hasWords(words: readonly string[], amongFew: boolean): RawBuilder<boolean> {
  const quoted = words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`);
  const query = sql`to_tsquery('simple', ${`${quoted.join(" & ")}:*`})`;
  return amongFew ? sql`ts_match_vq(title_words, ${query})` : sql`title_words @@ ${query}`;
}

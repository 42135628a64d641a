import * as z from "zod";
import {
  type CourseHit,
  type SearchCoursesQuery,
  type SearchReply,
  deepestHit,
} from "@smartcourse/contracts/search/schemas";
import { embedQueries } from "@smartcourse/platform/embed-queries";
import { decodeCursor, encodeCursor } from "@smartcourse/platform/page-cursor";
import type { Db } from "@smartcourse/platform/postgres";
import { type AskedWords, readAskedWords } from "./asked-words.ts";
import { type Candidate, chooseReason } from "./choose-reason.ts";
import { type FoundCourses, type FoundPoint, findByMeaning, findByWords } from "./find-points.ts";
import { type Fused, fuseRanks } from "./fuse-ranks.ts";
import { mendWords, spell, termsToCheck } from "./mend-words.ts";
import { readPointTexts } from "./point-texts.ts";
import { titleQuery } from "./title-query.ts";
import { type CourseFilter, findByTitle, findPublished } from "./title-store.ts";
import { withoutIndex } from "./without-index.ts";
import { findNearTerms } from "./vocabulary-store.ts";

/** Courses that each way of searching ranks. The nearest hundred took Qdrant three times as long as thirty. */
const listDepth = 40;
const Position = z.object({ from: z.int().min(1).max(deepestHit) });
/** How much each way of searching counts. A title that has all the words is what was meant. */
const weights = { title: 2, meaning: 1, words: 1 };

/** What was found, by each way of searching. */
interface Findings {
  readonly titles: readonly number[];
  readonly lists: readonly FoundCourses[];
}
type PublishedCourses = Awaited<ReturnType<typeof findPublished>>;
type PublishedCourse = CourseHit["course"] & {
  readonly description: string | null;
  readonly published_version: number | null;
};

/**
 * A page of the published courses that fit a query, by meaning, by words and by title, fused by rank. Misspelt words are also
 * searched as courses spell them. Where the embedding provider does not answer, words and titles have to do; without the index,
 * titles alone.
 */
export async function searchCourses(db: Db, query: SearchCoursesQuery): Promise<SearchReply> {
  const from = decodeCursor(query.cursor, Position)?.from ?? 0;
  const mended = mendWords(query.q, await findNearTerms(db, termsToCheck(query.q)));
  const searchedAs = mended.size === 0 ? null : spell(query.q, mended);
  const texts = searchedAs === null ? [query.q] : [query.q, searchedAs];
  const { findings, degraded } = await find(db, query, mended, texts);
  const ranked = rank(findings).slice(0, deepestHit);
  const published = await findPublished(
    db,
    ranked.map(({ id }) => id),
    query,
  );
  const visible = ranked.filter(({ id }) => published.has(id));
  const shown = visible.slice(from, from + query.limit);
  const asked = readAskedWords(query.q, mended);
  return {
    items: await explain(shown, published, findings, asked, lastWord(query.q)),
    next_cursor: visible.length > from + query.limit ? encodeCursor({ from: from + query.limit }) : null,
    searched_as: searchedAs,
    degraded,
  };
}

async function find(
  db: Db,
  query: SearchCoursesQuery,
  mended: ReadonlyMap<string, string>,
  texts: readonly string[],
): Promise<{ findings: Findings; degraded: boolean }> {
  const [titles, found] = await Promise.all([
    findByTitle(db, titleQuery(query.q, mended), query, listDepth),
    withoutIndex(() =>
      Promise.all([findByWords(texts.join(" "), query, listDepth), findByMeanings(texts, query)]),
    ),
  ]);
  const [words, meanings] = found ?? [];
  const lists = [...(meanings ?? []), words ?? new Map()];
  return { findings: { titles, lists }, degraded: meanings === undefined };
}

/** `undefined` where the embedding provider does not answer. */
async function findByMeanings(
  texts: readonly string[],
  filter: CourseFilter,
): Promise<FoundCourses[] | undefined> {
  const vectors = await embedQueries(texts);
  return vectors && Promise.all(vectors.map((vector) => findByMeaning(vector, filter, listDepth)));
}

/** The two spellings of a query share the weight of meaning. */
function rank({ titles, lists }: Findings): Fused[] {
  const meanings = lists.slice(0, -1);
  const rankings = lists.map((list, at) => ({
    ids: [...list.keys()],
    weight: at === lists.length - 1 ? weights.words : weights.meaning / meanings.length,
  }));
  return fuseRanks([...rankings, { ids: titles, weight: titles.length === 0 ? 0 : weights.title }]);
}

async function explain(
  shown: readonly Fused[],
  published: PublishedCourses,
  { titles, lists }: Findings,
  asked: AskedWords,
  beginning: string,
): Promise<CourseHit[]> {
  const points = new Map(shown.map(({ id }) => [id, pointsOf(id, published.get(id), lists)]));
  const texts = (await withoutIndex(() => readPointTexts([...points.values()].flat()))) ?? new Map();
  return shown.flatMap(({ id, score }) => {
    const course: PublishedCourse | undefined = published.get(id);
    if (course === undefined) return [];
    const candidates = candidatesOf(course, points.get(id) ?? [], texts);
    const reason = chooseReason(candidates, asked, titles.includes(id) ? beginning : "");
    return [{ course, score: Math.round(score * 10_000) / 10_000, reason }];
  });
}

/** A course's points of its published version, each once: those of an older one are about to go. */
function pointsOf(
  id: number,
  course: PublishedCourse | undefined,
  lists: readonly FoundCourses[],
): FoundPoint[] {
  const all = lists.flatMap((list) => list.get(id) ?? []);
  const current = all.filter(({ version }) => version === course?.published_version);
  return [...new Map(current.map((point) => [point.id, point])).values()];
}

/** Best first: the title where its words were asked for, then what the points say, a head by its description. */
function candidatesOf(
  { title, description }: PublishedCourse,
  points: readonly FoundPoint[],
  texts: ReadonlyMap<string, Candidate[]>,
): Candidate[] {
  const said: Candidate[] = description === null ? [] : [{ kind: "description", text: description }];
  const own: Candidate = { kind: "title", text: title };
  const found = points.flatMap(({ id, kind }) => {
    const of = texts.get(id) ?? [];
    return kind === "head" ? [...said, own, ...of] : of;
  });
  return [...found, own, ...said];
}

function lastWord(query: string): string {
  return /[\p{L}\p{N}]{2,}$/u.exec(query.trim())?.[0].toLowerCase() ?? "";
}

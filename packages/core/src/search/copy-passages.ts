import * as z from "zod";
import type { Db } from "@smartcourse/platform/postgres";
import {
  collectionName,
  denseVector,
  lexicalVectorName,
  ofVersion,
  qdrant,
} from "@smartcourse/platform/qdrant";
import type { Searchable } from "./course-state-store.ts";
import { type SearchPayload, ofCourse, searchCollectionName } from "./search-collection.ts";
import { TermCounter } from "./vocabulary.ts";
import { replaceTerms } from "./vocabulary-store.ts";

/** Points that are read and written at a time: about a megabyte. */
const pageSize = 64;

const Vectors = z.object({
  [denseVector]: z.array(z.number()),
  [lexicalVectorName]: z.object({ indices: z.array(z.int()), values: z.array(z.number()) }),
});
const Text = z.object({ text: z.string() });

/**
 * Brings the passages of a course's published version into the search, with the vectors that they have in the collection of
 * passages: nothing is embedded. Those that are there keep their place and get the course's filters.
 */
export async function copyPassages(db: Db, course: Searchable, alive: () => void): Promise<void> {
  const [wanted, present] = await Promise.all([countPassages(course), countCopies(course)]);
  if (wanted === present) return updateFilters(course);
  const terms = new TermCounter();
  let offset: Offset;
  do {
    alive();
    offset = await copyPage(course, offset, terms);
  } while (offset !== undefined && offset !== null);
  await replaceTerms(db, course.id, "passages", terms.terms());
}

type Offset = Awaited<ReturnType<ReturnType<typeof qdrant>["scroll"]>>["next_page_offset"];

async function copyPage(course: Searchable, offset: Offset, terms: TermCounter): Promise<Offset> {
  const { points, next_page_offset } = await qdrant().scroll(collectionName(), {
    filter: ofVersion(course.id, course.version),
    limit: pageSize,
    ...(offset !== undefined && offset !== null && { offset }),
    with_payload: true,
    with_vector: true,
  });
  const copies = points.map(({ id, payload, vector }) => {
    terms.add(Text.parse(payload).text);
    const { versions: _, ...place } = payload ?? {};
    return { id, payload: { ...place, ...payloadOf(course, "passage") }, vector: Vectors.parse(vector) };
  });
  if (copies.length > 0) await qdrant().upsert(searchCollectionName(), { points: copies, wait: true });
  return next_page_offset;
}

/** What every point of a course carries. */
export function payloadOf(course: Searchable, kind: SearchPayload["kind"]): SearchPayload {
  const { id, instructor_id, difficulty, tags, version } = course;
  return { course_id: id, kind, version, instructor_id, difficulty, tags };
}

async function countPassages({ id, version }: Searchable): Promise<number> {
  const { count } = await qdrant().count(collectionName(), { filter: ofVersion(id, version), exact: true });
  return count;
}

async function countCopies({ id, version }: Searchable): Promise<number> {
  const filter = {
    must: [
      ofCourse(id),
      { key: "version", match: { value: version } },
      { key: "kind", match: { value: "passage" } },
    ],
  };
  const { count } = await qdrant().count(searchCollectionName(), { filter, exact: true });
  return count;
}

async function updateFilters(course: Searchable): Promise<void> {
  const { instructor_id, difficulty, tags } = course;
  await qdrant().setPayload(searchCollectionName(), {
    payload: { instructor_id, difficulty, tags },
    filter: { must: [ofCourse(course.id)] },
    wait: true,
  });
}

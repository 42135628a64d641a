import * as z from "zod";
import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import { denseVector, lexicalVectorName, qdrant } from "@smartcourse/platform/qdrant";
import { searchCollectionName } from "./search-collection.ts";
import { withoutStopWords } from "./stop-words.ts";
import type { CourseFilter } from "./title-store.ts";

const Found = z.object({ kind: z.enum(["head", "passage"]), version: z.int() });

/** A point of a course that a way of searching found. */
export interface FoundPoint extends z.infer<typeof Found> {
  readonly id: string;
}

/** Courses as one way of searching has them, best first, each with its best points. */
export type FoundCourses = ReadonlyMap<number, readonly FoundPoint[]>;

const pointsOfCourse = 2;
/** Cosine below which two texts have nothing to do with each other. */
const leastSimilarity = 0.25;

/** The courses whose texts are nearest in meaning. `vector`: a query's. */
export function findByMeaning(vector: number[], filter: CourseFilter, limit: number): Promise<FoundCourses> {
  const query = { query: vector, using: denseVector, score_threshold: leastSimilarity };
  return findGroups({ ...query, filter: conditions(filter), limit });
}

/** The courses that have the words of a text, rare words first. */
export function findByWords(text: string, filter: CourseFilter, limit: number): Promise<FoundCourses> {
  const query = { query: lexicalVector(withoutStopWords(text)), using: lexicalVectorName };
  return findGroups({ ...query, filter: conditions(filter), limit });
}

type Query = Omit<Parameters<ReturnType<typeof qdrant>["queryGroups"]>[1], "group_by">;

/** Grouped by Qdrant, so that a course with a thousand passages takes one place. */
async function findGroups(query: Query): Promise<FoundCourses> {
  try {
    const { groups } = await qdrant().queryGroups(searchCollectionName(), {
      ...query,
      group_by: "course_id",
      group_size: pointsOfCourse,
      with_payload: ["kind", "version"],
    });
    return new Map(
      groups.map(({ id, hits }) => [
        Number(id),
        hits.map((hit) => ({ id: String(hit.id), ...Found.parse(hit.payload) })),
      ]),
    );
  } catch (error) {
    // Nothing was ever published.
    if (isMissing(error)) return new Map();
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}

/** Those that every part of the search is bounded by; Postgres holds each hit against them again. */
function conditions({ difficulty, tag, instructor_id }: CourseFilter) {
  const wanted = { difficulty, tags: tag, instructor_id };
  const must = Object.entries(wanted).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [{ key, match: { value } }],
  );
  return { must };
}

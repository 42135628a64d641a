import { randomUUID } from "node:crypto";
import { indexCourse } from "@smartcourse/core/search/index-course";
import { ensureSearchCollection, searchCollectionName } from "@smartcourse/core/search/search-collection";
import { embedTexts } from "@smartcourse/platform/embeddings";
import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import { postgres } from "@smartcourse/platform/postgres";
import {
  type PassagePayload,
  collectionName,
  denseVector,
  ensureCollection,
  lexicalVectorName,
  qdrant,
} from "@smartcourse/platform/qdrant";
import { handler as search } from "../../../functions/courses/search-courses.ts";
import { call } from "../../support/call.ts";
import type { CatalogueCourse } from "./catalogue.ts";

/** Collections of this test file's own: a stand-in gives the same vectors under any model's name. */
export async function openSearch(): Promise<void> {
  process.env["EMBEDDING_MODEL"] = `search-${randomUUID()}`;
  await Promise.all([ensureCollection(), ensureSearchCollection()]);
}

export async function closeSearch(): Promise<void> {
  await Promise.all(
    [collectionName(), searchCollectionName()].map((name) => qdrant().deleteCollection(name)),
  );
}

/** Outlines of the courses, as the documents of versions would have them. */
const outlines = new Map<number, readonly string[]>();

/** Texts that were embedded for heads. */
export const embedded: string[] = [];

const vectors = new Map<string, number[]>();

/** As the workflow does it, with an archive of vectors in memory. */
export function follow(id: number): Promise<void> {
  return indexCourse(postgres(), id, {
    outline: async (courseId) => [...(outlines.get(courseId) ?? [])],
    embed: async (_, text) => {
      const known = vectors.get(text);
      if (known !== undefined) return known;
      embedded.push(text);
      const [vector = []] = await embedTexts([text]);
      vectors.set(text, vector);
      return vector;
    },
    alive: () => undefined,
  });
}

/** A course in the state that publishing leaves it in, followed by the search. */
export async function publishCourse(owner: number, course: CatalogueCourse): Promise<number> {
  const { id } = await postgres()
    .insertInto("courses")
    .values({
      title: course.title,
      description: course.description,
      difficulty: course.difficulty,
      tags: [...course.tags],
      instructor_id: owner,
      status: "published",
      published_version: 1,
      last_version: 1,
      capacity: null,
      total_duration_hours: null,
      thumbnail_url: null,
      published_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  outlines.set(id, course.outline);
  await indexPassages(id, 1, course.passages);
  await follow(id);
  return id;
}

/** Puts passages where publishing puts them. */
export async function indexPassages(id: number, version: number, texts: readonly string[]): Promise<void> {
  const dense = await embedTexts(texts);
  const points = texts.map((text, at) => ({
    id: randomUUID(),
    vector: { [denseVector]: dense[at] ?? [], [lexicalVectorName]: lexicalVector(text) },
    payload: {
      course_id: id,
      versions: [version],
      module_id: 41,
      lesson_id: null,
      material_id: id,
      chunk_index: at,
      page: at + 1,
      start_seconds: null,
      end_seconds: null,
      text,
      heading: "",
    } satisfies PassagePayload,
  }));
  if (points.length > 0) await qdrant().upsert(collectionName(), { points, wait: true });
}

/** Everything that the search holds of a course. */
export async function heldOf(id: number): Promise<{ kind: unknown; version: unknown }[]> {
  const { points } = await qdrant().scroll(searchCollectionName(), {
    filter: { must: [{ key: "course_id", match: { value: id } }] },
    limit: 1_000,
    with_payload: ["kind", "version"],
  });
  return points.map(({ payload }) => ({ kind: payload?.["kind"], version: payload?.["version"] }));
}

export function ask(query: Record<string, string>) {
  return call(search, { query });
}

/** The ids found, best first. */
export async function idsOf(q: string, filters: Record<string, string> = {}): Promise<number[]> {
  const { body } = await ask({ q, ...filters });
  return body.items.map((hit: { course: { id: number } }) => hit.course.id);
}

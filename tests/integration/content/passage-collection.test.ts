import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import {
  collectionName,
  denseVector,
  dimensions,
  ensureCollection,
  lexicalVectorName,
  ofVersion,
  qdrant,
} from "@smartcourse/platform/qdrant";

const course = 2_000_000_000 + Math.floor(Math.random() * 100_000_000);
const axis = (index: number) => Array.from({ length: dimensions }, (_, at) => (at === index ? 1 : 0));

function point(index: number, text: string, versions: number[], courseId = course) {
  return {
    id: randomUUID(),
    vector: { [denseVector]: axis(index), [lexicalVectorName]: lexicalVector(text) },
    payload: { course_id: courseId, versions, material_id: 1, chunk_index: index, text },
  };
}

it("is made once, however many ask at once, and is searched by meaning and by words within one version", async () => {
  await Promise.all([ensureCollection(), ensureCollection(), ensureCollection()]);
  const points = [
    point(0, "Set max_connections in the configuration", [1]),
    point(1, "Connections are pooled", [1, 2]),
    point(2, "Connections of another course", [1], course + 1),
  ];
  await qdrant().upsert(collectionName(), { points, wait: true });
  const search = async (query: object, version: number) => {
    const found = await qdrant().query(collectionName(), {
      ...query,
      filter: ofVersion(course, version),
      with_payload: true,
      limit: 10,
    });
    return found.points.map(({ payload }) => payload?.["chunk_index"]);
  };
  expect(await search({ query: axis(1), using: denseVector }, 1)).toEqual([1, 0]);
  expect(await search({ query: axis(0), using: denseVector }, 2)).toEqual([1]);
  const words = { query: lexicalVector("max_connections"), using: lexicalVectorName };
  expect(await search(words, 1)).toEqual([0, 1]); // the whole identifier before one of its parts
  await qdrant().delete(collectionName(), { points: points.map(({ id }) => id), wait: true });
});

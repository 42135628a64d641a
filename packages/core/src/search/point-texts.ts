import * as z from "zod";
import { qdrant } from "@smartcourse/platform/qdrant";
import type { Candidate } from "./choose-reason.ts";
import type { FoundPoint } from "./find-points.ts";
import { searchCollectionName } from "./search-collection.ts";

const Passage = z.object({
  material_id: z.int(),
  module_id: z.int().nullable(),
  page: z.int().nullable(),
  start_seconds: z.number().nullable().default(null),
  text: z.string(),
});
const Head = z.object({ outline: z.array(z.string()) });

/** What points say, by their ids: of a passage its text, of a head the titles of its outline. */
export async function readPointTexts(points: readonly FoundPoint[]): Promise<Map<string, Candidate[]>> {
  if (points.length === 0) return new Map();
  const found = await qdrant().retrieve(searchCollectionName(), {
    ids: points.map(({ id }) => id),
    with_payload: [...Object.keys(Passage.shape), "outline"],
    with_vector: false,
  });
  const kinds = new Map(points.map(({ id, kind }) => [id, kind]));
  return new Map(
    found.map(({ id, payload }) => [
      String(id),
      kinds.get(String(id)) === "passage" ? [passage(payload)] : titles(payload),
    ]),
  );
}

function passage(payload: unknown): Candidate {
  const { text, ...place } = Passage.parse(payload);
  return { kind: "passage", text, place };
}

function titles(payload: unknown): Candidate[] {
  return Head.parse(payload).outline.map((text) => ({ kind: "outline", text }));
}

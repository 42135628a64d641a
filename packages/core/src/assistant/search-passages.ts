import * as z from "zod";
import { embedTexts } from "@smartcourse/platform/embeddings";
import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import {
  collectionName,
  denseVector,
  lexicalVectorName,
  ofVersion,
  qdrant,
} from "@smartcourse/platform/qdrant";
import type { FoundPassage, Scope } from "./assistant-ports.ts";

/** Reciprocal rank fusion (Cormack et al. 2009) with a small k: 60 buries what only one of the two finds. */
const fusionK = 2;
/** What is read of a point's payload. */
const Payload = z.object({
  material_id: z.int(),
  module_id: z.int().nullable(),
  page: z.int().nullable(),
  // Points from before captions have none.
  start_seconds: z.number().nullable().default(null),
  end_seconds: z.number().nullable().default(null),
  heading: z.string(),
  text: z.string(),
});
const embedding = { timeoutMs: 6_000, retries: 1 };

/**
 * The passages of one version of one course that fit a query, in one request to Qdrant: nearest in meaning and nearest in words,
 * fused by rank, then given their cosine to the query. The scope is a condition of every part of the request.
 */
export async function searchPassages(query: string, scope: Scope, limit: number): Promise<FoundPassage[]> {
  const [dense] = await embedTexts([query], embedding);
  if (dense === undefined) throw new Error("The embedding model answered no vector");
  const filter = ofVersion(scope.course_id, scope.version);
  const { points } = await qdrant().query(collectionName(), {
    prefetch: {
      prefetch: [
        { query: dense, using: denseVector, filter, limit },
        { query: lexicalVector(query), using: lexicalVectorName, filter, limit },
      ],
      query: { rrf: { k: fusionK } },
      filter,
      limit,
    },
    query: dense,
    using: denseVector,
    filter,
    limit,
    with_payload: Object.keys(Payload.shape),
  });
  return points.map(({ id, score, payload }) => ({
    id: String(id),
    similarity: score,
    ...Payload.parse(payload),
  }));
}

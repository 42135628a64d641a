import { QdrantClient } from "@qdrant/js-client-rest";
import { env } from "./env.ts";

/** Vectors of every point: meaning, and words (see lexical-vector.ts). */
export const denseVector = "dense";
export const lexicalVectorName = "lexical";
export const dimensions = 1536;

/** What a point of the course collection carries. `versions`: the versions of the course that it belongs to. */
export interface PassagePayload {
  readonly course_id: number;
  readonly versions: readonly number[];
  readonly module_id: number | null;
  readonly lesson_id: number | null;
  readonly material_id: number;
  readonly chunk_index: number;
  /** Counts the PDF's pages from 1; null where the format has none. */
  readonly page: number | null;
  /** When captions or a recording say it; null elsewhere, and missing in points from before there were any. */
  readonly start_seconds: number | null;
  readonly end_seconds: number | null;
  readonly text: string;
  /** Headings over the passage, outermost first, joined by " > "; empty where there are none. */
  readonly heading: string;
}

const deadlineMs = 5_000;

let client: QdrantClient | undefined;

/** Qdrant. Connects at the first request; a request that takes longer than five seconds fails. */
export function qdrant(): QdrantClient {
  const apiKey = env("QDRANT_API_KEY");
  client ??= new QdrantClient({
    url: env("QDRANT_URL"),
    // The URL's own port, or its scheme's: by itself the client would take 6333.
    port: null,
    ...(apiKey !== "" && { apiKey }),
    timeout: deadlineMs,
    checkCompatibility: false,
    // Compressed answers stall for 40 ms each.
    headers: { "accept-encoding": "identity" },
  });
  return client;
}

/** The collection of course passages. Its name says which model its vectors come from: those of two never meet. */
export function collectionName(): string {
  return collectionOf("course_embeddings");
}

/** The name of a collection whose vectors come from today's embedding model. */
export function collectionOf(contents: string): string {
  const model = env("EMBEDDING_MODEL").toLowerCase();
  return `${contents}_${model.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "")}`;
}

/** The points of one version of one course: what every query must be bounded by. */
export function ofVersion(courseId: number, version: number) {
  return {
    must: [
      { key: "course_id", match: { value: courseId } },
      { key: "versions", match: { value: version } },
    ],
  };
}

/** Creates the collection and its indexes where they are missing. Harmless when repeated, also at once. */
export async function ensureCollection(): Promise<void> {
  const name = collectionName();
  const { exists } = await qdrant().collectionExists(name);
  if (!exists) await createCollection(name);
  // On an integer `is_principal` is what `is_tenant` is on a keyword: points of a course lie together.
  await createIndex(name, "course_id", { is_principal: true });
  await createIndex(name, "versions", { enable_hnsw: false });
  await createIndex(name, "material_id", { enable_hnsw: false });
}

/** No graph over all courses (`m: 0`), one per course (`payload_m`): no query asks across courses. */
async function createCollection(name: string): Promise<void> {
  try {
    await qdrant().createCollection(name, {
      vectors: { [denseVector]: { size: dimensions, distance: "Cosine" } },
      sparse_vectors: { [lexicalVectorName]: { modifier: "idf" } },
      hnsw_config: { m: 0, payload_m: 16, ef_construct: 128 },
    });
  } catch (error) {
    // Somebody else was quicker.
    if (!(await qdrant().collectionExists(name)).exists) throw error;
  }
}

async function createIndex(name: string, field: string, options: object): Promise<void> {
  await qdrant().createPayloadIndex(name, {
    field_name: field,
    field_schema: { type: "integer", lookup: true, range: false, ...options },
    wait: true,
  });
}

import {
  collectionOf,
  denseVector,
  dimensions,
  lexicalVectorName,
  qdrant,
} from "@smartcourse/platform/qdrant";

/**
 * What a point of the search across courses carries. A `head` is a course's title, tags, description and outline, a `passage`
 * a piece of its content. `version`: the published one that the point was made from. The rest are filters.
 */
export interface SearchPayload {
  readonly course_id: number;
  readonly kind: "head" | "passage";
  readonly version: number;
  readonly instructor_id: number;
  readonly difficulty: string | null;
  readonly tags: readonly string[];
}

const indexed = {
  course_id: "integer",
  kind: "keyword",
  instructor_id: "integer",
  difficulty: "keyword",
  tags: "keyword",
} as const;

export function searchCollectionName(): string {
  return collectionOf("course_search");
}

/** Creates the collection and its indexes where they are missing. Harmless when repeated, also at once. */
export async function ensureSearchCollection(): Promise<void> {
  const name = searchCollectionName();
  if (!(await qdrant().collectionExists(name)).exists) await createCollection(name);
  for (const [field_name, field_schema] of Object.entries(indexed)) {
    await qdrant().createPayloadIndex(name, { field_name, field_schema, wait: true });
  }
}

/** One graph over all courses. A byte per dimension is kept in memory and searched; the vectors themselves stay on disk. */
async function createCollection(name: string): Promise<void> {
  try {
    await qdrant().createCollection(name, {
      vectors: { [denseVector]: { size: dimensions, distance: "Cosine", on_disk: true } },
      sparse_vectors: { [lexicalVectorName]: { modifier: "idf" } },
      quantization_config: { scalar: { type: "int8", quantile: 0.99, always_ram: true } },
      on_disk_payload: true,
    });
  } catch (error) {
    // Somebody else was quicker.
    if (!(await qdrant().collectionExists(name)).exists) throw error;
  }
}

/** All that the search holds of a course. */
export function ofCourse(courseId: number) {
  return { key: "course_id", match: { value: courseId } };
}

import { lexicalVector } from "@smartcourse/platform/lexical-vector";
import { type PassagePayload, denseVector, lexicalVectorName } from "@smartcourse/platform/qdrant";
import { uuidv5 } from "@smartcourse/platform/uuid-v5";
import type { StoredChunk } from "./chunk-archive.ts";
import { type Place, embeddedText, headingOf, searchedText } from "./passage-text.ts";

/** Namespace of the ids of passages. Changing it makes every course's points anew. */
const passages = "6f1c2a0e-5d0c-4b52-9c55-1c2d7d0b8a4e";

/** A material as a version of a course has it, and where it stands there. */
export interface PlacedMaterial {
  readonly course_id: number;
  readonly material_id: number;
  readonly module_id: number | null;
  readonly lesson_id: number | null;
  readonly place: Place;
}

/**
 * The id of a chunk's point: of all that its vectors and payload are made of, but the versions it is in. So versions that
 * have the same passage share the point, and whatever changes makes another.
 */
export function passageId(material: PlacedMaterial, chunk: StoredChunk): string {
  const { course_id, material_id, module_id, lesson_id, place } = material;
  // Times are only part of it where there are any, so that points from before captions keep their ids.
  const times = chunk.start_seconds === null ? [] : [chunk.start_seconds, chunk.end_seconds];
  const identity = [course_id, material_id, module_id, lesson_id, chunk.index, chunk.page, ...times];
  return uuidv5(JSON.stringify([...identity, embeddedText(chunk, place)]), passages);
}

/** The point of a chunk, in one version. `dense`: the vector of its embedded text. */
export function passagePoint(material: PlacedMaterial, chunk: StoredChunk, dense: number[], version: number) {
  const payload: PassagePayload = {
    course_id: material.course_id,
    versions: [version],
    module_id: material.module_id,
    lesson_id: material.lesson_id,
    material_id: material.material_id,
    chunk_index: chunk.index,
    page: chunk.page,
    start_seconds: chunk.start_seconds,
    end_seconds: chunk.end_seconds,
    text: chunk.text,
    heading: headingOf(chunk),
  };
  return {
    id: passageId(material, chunk),
    vector: { [denseVector]: dense, [lexicalVectorName]: lexicalVector(searchedText(chunk)) },
    payload: { ...payload },
  };
}

import type { VersionId } from "./freeze-version.ts";
import { readVersion } from "./content-store.ts";

/** A material of a version, with the titles that lead to it, as the version froze them. */
interface PlacedMaterial {
  readonly course_id: number;
  readonly material_id: number;
  readonly module_id: number | null;
  readonly lesson_id: number | null;
  readonly chunks_key: string;
  readonly place: { readonly course: string; readonly section: string };
}

/** Throws where the version was not frozen, or has no such material. */
export async function findVersionMaterial(id: VersionId, materialId: number): Promise<PlacedMaterial> {
  const frozen = await readVersion(id.course_id, id.version);
  const material = frozen?.materials.find((candidate) => candidate.id === materialId);
  if (frozen === null || material === undefined) {
    throw new Error(`Version ${id.version} of course ${id.course_id} has no material ${materialId}`);
  }
  const { title } = frozen.metadata;
  const module = frozen.modules.find((candidate) => candidate.id === material.module_id);
  return {
    course_id: id.course_id,
    material_id: material.id,
    module_id: material.module_id,
    lesson_id: material.lesson_id,
    chunks_key: material.chunks_key,
    place: { course: typeof title === "string" ? title : "", section: module?.title ?? material.title },
  };
}

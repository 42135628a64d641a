import type { AddMaterialBody } from "@smartcourse/contracts/content/schemas";
import type { Tx } from "@smartcourse/platform/postgres";
import { uploadKey } from "./add-material.ts";
import { insertMaterial } from "./material-store.ts";
import { chooseThumbnail } from "./thumbnail-store.ts";

/** A material whose file comes out of an archive. `path`: in there. */
export interface ImportedMaterial extends AddMaterialBody {
  readonly path: string;
}

/**
 * Announces the files of an imported course, in their order, and lets the one that lies at `thumbnail` stand for it. Answers
 * with the material that each file is for.
 */
export async function insertImportedMaterials(
  tx: Tx,
  courseId: number,
  materials: readonly ImportedMaterial[],
  thumbnail: string | null,
): Promise<{ path: string; material_id: number }[]> {
  const files: { path: string; material_id: number }[] = [];
  for (const { path, ...body } of materials) {
    const { id } = await insertMaterial(tx, courseId, body, (id) => uploadKey(courseId, id, body.filename));
    files.push({ path, material_id: id });
  }
  const picture = files.find(({ path }) => path === thumbnail);
  if (picture !== undefined) await chooseThumbnail(tx, courseId, picture.material_id);
  return files;
}

import type { UpdateMaterialBody } from "@smartcourse/contracts/content/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertEditableCourse, assertMaterial } from "./course-access.ts";
import { withUrls } from "./material-files.ts";
import { findPlace } from "./material-place.ts";
import { lockMaterial, updateMaterialRow } from "./material-store.ts";

/**
 * Renames a material, or moves it. Versions that are published keep it where it was.
 * @throws DomainError course.not_found, course.archived, material.not_found, module.not_found, lesson.not_found,
 * request.precondition_failed
 */
export async function updateMaterial(
  tx: Tx,
  { courseId, id }: { courseId: number; id: number },
  actor: Actor,
  body: UpdateMaterialBody,
  ifMatch: string | undefined,
) {
  await assertEditableCourse(tx, courseId, actor);
  const material = assertMaterial(await lockMaterial(tx, courseId, id), id);
  requireMatch(ifMatch, material.revision);
  const module_id = await findPlace(courseId, body);
  return withUrls(await updateMaterialRow(tx, id, { ...body, module_id }));
}

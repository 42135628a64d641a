import { removeMaterialFiles } from "@smartcourse/contracts/content/tasks";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { requireMatch } from "@smartcourse/platform/edge/reply";
import { enqueue } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertEditableCourse, assertMaterial } from "./course-access.ts";
import { mediaFolder } from "./media-keys.ts";
import { deleteMaterialRow, lockMaterial } from "./material-store.ts";

/**
 * Deletes a material, whatever its status; a task removes its files. Whoever is processing it finds it gone and stops.
 * @throws DomainError course.not_found, course.archived, material.not_found, request.precondition_failed
 */
export async function deleteMaterial(
  tx: Tx,
  { courseId, id }: { courseId: number; id: number },
  actor: Actor,
  ifMatch: string | undefined,
): Promise<void> {
  await assertEditableCourse(tx, courseId, actor);
  const material = assertMaterial(await lockMaterial(tx, courseId, id), id);
  requireMatch(ifMatch, material.revision);
  const { upload_key: key, upload_id, chunks_key } = material;
  await deleteMaterialRow(tx, id);
  await enqueue(
    tx,
    removeMaterialFiles,
    {
      course_id: courseId,
      key,
      prefix: mediaFolder(material),
      chunks_key,
      multipart: upload_id === null ? null : { key, upload_id },
    },
    { subject: `material:${id}`, ownerId: actor.id },
  );
}

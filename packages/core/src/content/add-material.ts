import type { AddMaterialBody } from "@smartcourse/contracts/content/schemas";
import { uploadPrefix } from "@smartcourse/contracts/content/tasks";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";
import { assertEditableCourse } from "./course-access.ts";
import { withUrls } from "./material-files.ts";
import { findPlace } from "./material-place.ts";
import { insertMaterial } from "./material-store.ts";
import { openUpload } from "./open-upload.ts";

/**
 * Announces a file: its row, and what uploads it and nothing else.
 * @throws DomainError course.not_found, course.archived, module.not_found, lesson.not_found
 */
export async function addMaterial(tx: Tx, courseId: number, actor: Actor, body: AddMaterialBody) {
  await assertEditableCourse(tx, courseId, actor);
  const moduleId = await findPlace(courseId, body);
  const material = await insertMaterial(tx, courseId, { ...body, module_id: moduleId }, (id) =>
    uploadKey(courseId, id, body.filename),
  );
  const upload = await openUpload(tx, material);
  return { ...(await withUrls(material)), upload };
}

/** `uploads/{course}/{material}/{file name}`: the name only helps people, so it is cut to what every store takes. */
export function uploadKey(courseId: number, materialId: number, filename: string): string {
  const safe = filename
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .slice(-100);
  return `${uploadPrefix}${courseId}/${materialId}/${safe}`;
}

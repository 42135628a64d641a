import type { AddMaterialBody } from "@smartcourse/contracts/content/schemas";
import { uploadPrefix } from "@smartcourse/contracts/content/tasks";
import { DomainError } from "@smartcourse/contracts/errors";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";
import { createUploadForm } from "@smartcourse/platform/upload-form";
import { assertEditableCourse } from "./course-access.ts";
import { insertMaterial } from "./material-store.ts";
import { readModules } from "./module-reader.ts";

/**
 * Announces a file: its row, and the form that uploads it and nothing else.
 * @throws DomainError course.not_found, course.archived, module.not_found, lesson.not_found
 */
export async function addMaterial(tx: Tx, courseId: number, actor: Actor, body: AddMaterialBody) {
  await assertEditableCourse(tx, courseId, actor);
  const moduleId = await findPlace(courseId, body);
  const material = await insertMaterial(tx, courseId, { ...body, module_id: moduleId }, (id) =>
    uploadKey(courseId, id, body.filename),
  );
  const upload = await createUploadForm({
    key: material.upload_key,
    contentType: material.content_type,
    sizeBytes: material.size_bytes,
  });
  return { ...material, upload };
}

/** `uploads/{course}/{material}/{file name}`: the name only helps people, so it is cut to what every store takes. */
function uploadKey(courseId: number, materialId: number, filename: string): string {
  const safe = filename
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .slice(-100);
  return `${uploadPrefix}${courseId}/${materialId}/${safe}`;
}

/** The module that the material belongs to: the one named, or the one whose lesson is named. */
async function findPlace(
  courseId: number,
  { module_id, lesson_id }: AddMaterialBody,
): Promise<number | null> {
  if (module_id === null && lesson_id === null) return null;
  const modules = await readModules(courseId);
  const module = modules.find(({ id, lessons }) =>
    module_id === null ? lessons.some((lesson) => lesson.id === lesson_id) : id === module_id,
  );
  if (module === undefined && module_id !== null) {
    throw new DomainError("module.not_found", `There is no module ${module_id} in this course`, {
      errors: [{ field: "module_id", message: "is not a module of this course" }],
    });
  }
  if (module === undefined || (lesson_id !== null && !module.lessons.some(({ id }) => id === lesson_id))) {
    throw new DomainError(
      "lesson.not_found",
      `There is no lesson ${lesson_id} in this ${module_id === null ? "course" : "module"}`,
      {
        errors: [{ field: "lesson_id", message: "is not a lesson of this course" }],
      },
    );
  }
  return module.id;
}

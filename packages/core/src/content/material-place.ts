import { DomainError } from "@smartcourse/contracts/errors";
import { readModules } from "./module-reader.ts";

interface Place {
  readonly module_id: number | null;
  readonly lesson_id: number | null;
}

/**
 * The module that a material belongs to: the one named, or the one whose lesson is named.
 * @throws DomainError module.not_found, lesson.not_found
 */
export async function findPlace(courseId: number, { module_id, lesson_id }: Place): Promise<number | null> {
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

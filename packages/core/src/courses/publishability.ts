import type { FieldError } from "@smartcourse/contracts/errors";
import type { Module } from "@smartcourse/contracts/courses/schemas";

/** A material as far as publishing asks for it. */
export interface MaterialState {
  readonly id: number;
  readonly title: string;
  readonly module_id: number | null;
  readonly lesson_id: number | null;
  readonly status: "awaiting_upload" | "processing" | "ready" | "failed";
  readonly reason: string | null;
}

/** The materials that a version would have: those of the course itself, and of modules and lessons that are still there. */
export function materialsOf<M extends MaterialState>(
  modules: readonly Module[],
  materials: readonly M[],
): M[] {
  const lessons = new Map(
    modules.map(({ id, lessons }) => [id, new Set(lessons.map((lesson) => lesson.id))]),
  );
  return materials.filter(({ module_id, lesson_id }) => {
    if (module_id === null) return true;
    const inModule = lessons.get(module_id);
    return inModule !== undefined && (lesson_id === null || inModule.has(lesson_id));
  });
}

/**
 * Every reason why a course cannot be published now; none where it can. A material that is still being read is no reason:
 * the workflow waits for it.
 */
export function reasonsAgainst(
  modules: readonly Module[],
  materials: readonly MaterialState[],
): FieldError[] {
  const reasons: FieldError[] = [];
  if (modules.length === 0) {
    reasons.push({
      field: "modules",
      code: "course.no_module",
      message: "The course has no module: add one",
    });
  }
  for (const { id, title, status, reason } of materialsOf(modules, materials)) {
    const field = `materials.${id}`;
    if (status === "awaiting_upload") {
      const message = `"${title}" has not been uploaded yet: upload its file`;
      reasons.push({ field, code: "material.awaiting_upload", message });
    }
    if (status === "failed") {
      reasons.push({ field, code: "material.failed", message: `"${title}" cannot be used: ${reason}` });
    }
  }
  return reasons;
}

/** The reasons as one text, for those who see no list. */
export function inOneText(reasons: readonly FieldError[]): string {
  return reasons.map(({ message }) => message).join(" · ");
}

import type { LastPlace } from "@smartcourse/contracts/enrollments/schemas";
import { DomainError, type ErrorCode, type FieldError } from "@smartcourse/contracts/errors";
import type { NextStep } from "@smartcourse/contracts/problem";
import type { Reopening, Report } from "./progress.ts";
import { type Coverage, Tally } from "./tally.ts";

/** What a student says of her progress. */
export interface Said extends Report, Reopening {
  readonly last_place?: LastPlace | undefined;
}

const moduleFields = ["completed_modules", "reopened_modules"] as const;
const lessonFields = ["completed_lessons", "reopened_lessons"] as const;

/**
 * Holds what a student says against the version of the course that she reads.
 * @throws DomainError module.not_found, lesson.not_found, naming each that the version has not
 */
export function assertContent(coverage: Coverage, said: Said, courseId: number): void {
  const tally = new Tally(coverage);
  const place = said.last_place;
  const modules = moduleFields.flatMap((field) =>
    unknown(field, said[field], (id) => tally.hasModule(id), "module"),
  );
  if (place !== undefined && !tally.hasModule(place.module_id)) {
    modules.push(fieldError("last_place.module_id", place.module_id, "module"));
  }
  refuse("module.not_found", modules, courseId, "has no such module");
  const lessons = lessonFields.flatMap((field) =>
    unknown(field, said[field], (id) => tally.moduleOf(id) !== undefined, "lesson"),
  );
  // A version that does not count lessons cannot tell where one belongs.
  if (
    place?.lesson_id != null &&
    coverage.lessons !== null &&
    tally.moduleOf(place.lesson_id) !== place.module_id
  ) {
    lessons.push(fieldError("last_place.lesson_id", place.lesson_id, "lesson"));
  }
  const why =
    coverage.lessons === null
      ? "was published before lessons were counted: mark its modules"
      : "has no such lesson";
  refuse("lesson.not_found", lessons, courseId, why);
}

function unknown(
  field: string,
  ids: readonly number[] | undefined,
  isKnown: (id: number) => boolean,
  what: "module" | "lesson",
): FieldError[] {
  return (ids ?? []).flatMap((id, index) => (isKnown(id) ? [] : [fieldError(`${field}.${index}`, id, what)]));
}

function fieldError(field: string, id: number, what: string): FieldError {
  return { field, message: `${id} is not a ${what} of the version you read` };
}

function refuse(code: ErrorCode, errors: readonly FieldError[], courseId: number, why: string): void {
  if (errors.length === 0) return;
  const next: NextStep = { method: "GET", path: `/courses/${courseId}/modules` };
  throw new DomainError(code, `The version of the course that you read ${why}`, {
    errors,
    extensions: { next },
  });
}

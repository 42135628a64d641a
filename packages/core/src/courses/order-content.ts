import type { Module } from "@smartcourse/contracts/courses/schemas";
import { DomainError, type FieldError } from "@smartcourse/contracts/errors";
import { type Edit, findModule } from "./course-content.ts";

/** Puts all modules in the order of `ids`. @throws DomainError course.order_mismatch */
export function orderModules(ids: readonly number[]): Edit<readonly Module[]> {
  return (content) => {
    const modules = inOrderOf(ids, content.modules, "module_ids");
    return { ...content, modules, result: modules };
  };
}

/** Puts all lessons of a module in the order of `ids`. @throws DomainError module.not_found, course.order_mismatch */
export function orderLessons(moduleId: number, ids: readonly number[]): Edit<Module> {
  return (content) => {
    const module = findModule(content.modules, moduleId);
    const ordered = { ...module, lessons: inOrderOf(ids, module.lessons, "lesson_ids") };
    const modules = content.modules.map((one) => (one.id === moduleId ? ordered : one));
    return { ...content, modules, result: ordered };
  };
}

function inOrderOf<T extends { id: number; order: number }>(
  ids: readonly number[],
  items: readonly T[],
  field: string,
): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const ordered = ids.flatMap((id, index) => {
    const item = byId.get(id);
    return item === undefined ? [] : [{ ...item, order: index + 1 }];
  });
  const errors = mismatches(ids, byId, field);
  if (errors.length === 0) return ordered;
  throw new DomainError("course.order_mismatch", "Name the id of each once: see errors", { errors });
}

function mismatches(ids: readonly number[], byId: ReadonlyMap<number, unknown>, field: string): FieldError[] {
  const wrong = ids.flatMap((id, index): FieldError[] => {
    const place = `${field}.${index}`;
    if (!byId.has(id)) return [{ field: place, code: "unknown", message: `there is no ${id}` }];
    return ids.indexOf(id) < index
      ? [{ field: place, code: "duplicate", message: `${id} was named before` }]
      : [];
  });
  const missing = [...byId.keys()].filter((id) => !ids.includes(id));
  return [
    ...wrong,
    ...missing.map((id): FieldError => ({ field, code: "missing", message: `${id} is missing` })),
  ];
}

import { DomainError } from "@smartcourse/contracts/errors";

/** What a student has done of the version she is pinned to. `module_ids`: that version's modules. */
interface Coverage {
  readonly completed_modules: readonly number[];
  readonly module_ids: readonly number[];
}

/** How far a student has come. */
interface Position {
  readonly completed_modules: number[];
  readonly completion_percentage: number;
}

/** A module that has just been done, and how far that brought her. `next_module_id`: the first that is left, null where none is. */
export interface Step extends Position {
  readonly module_id: number;
  readonly next_module_id: number | null;
}

interface Advance extends Position {
  readonly steps: readonly Step[];
}

/** How much is done, 0 to 100 with two decimals; 100 only when every module is. */
export function completionPercentage({ completed_modules, module_ids }: Coverage): number {
  const left = missingModules({ completed_modules, module_ids }).length;
  const total = new Set(module_ids).size;
  if (total === 0) return 0;
  const rounded = Math.round((10_000 * (total - left)) / total) / 100;
  return left === 0 ? 100 : Math.min(rounded, 99.99);
}

/** The first module that is left, in the order of the course; null where none is. */
export function nextModule(coverage: Coverage): number | null {
  return missingModules(coverage)[0] ?? null;
}

/** The modules that are left, in the order of the course. */
export function missingModules({ completed_modules, module_ids }: Coverage): number[] {
  const done = new Set(completed_modules);
  return [...new Set(module_ids)].filter((id) => !done.has(id));
}

/**
 * Adds what a student reports as done to what was: nothing is ever taken back, and nothing counts twice.
 * @throws DomainError module.not_found, naming each reported module that is not the version's
 */
export function advance(coverage: Coverage, reported: readonly number[]): Advance {
  assertKnown(coverage.module_ids, reported);
  const completed_modules = [...coverage.completed_modules];
  const steps: Step[] = [];
  for (const module_id of reported) {
    if (completed_modules.includes(module_id)) continue;
    completed_modules.push(module_id);
    const now = { ...coverage, completed_modules: [...completed_modules] };
    steps.push({
      module_id,
      next_module_id: nextModule(now),
      completed_modules: now.completed_modules,
      completion_percentage: completionPercentage(now),
    });
  }
  return {
    completed_modules,
    completion_percentage: completionPercentage({ ...coverage, completed_modules }),
    steps,
  };
}

/** What a student has done of the version that she moved to: of all that she has done, what is still there. */
export function carryOver({ completed_modules, module_ids }: Coverage): Position {
  const kept = completed_modules.filter((id) => module_ids.includes(id));
  return {
    completed_modules: kept,
    completion_percentage: completionPercentage({ completed_modules: kept, module_ids }),
  };
}

function assertKnown(moduleIds: readonly number[], reported: readonly number[]): void {
  const errors = reported.flatMap((id, index) =>
    moduleIds.includes(id)
      ? []
      : [{ field: `completed_modules.${index}`, message: `${id} is not a module of the version you read` }],
  );
  if (errors.length === 0) return;
  throw new DomainError("module.not_found", "The version of the course that you read has no such module", {
    errors,
  });
}

/** @throws DomainError enrollment.incomplete, with the ids of the modules that are left */
export function assertAllDone(coverage: Coverage): void {
  const missing_modules = missingModules(coverage);
  if (missing_modules.length === 0) return;
  throw new DomainError(
    "enrollment.incomplete",
    `Modules left to do: ${missing_modules.join(", ")}. Mark them with PUT /enrollments/{id}/progress`,
    { extensions: { missing_modules } },
  );
}

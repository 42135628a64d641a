import type { LastPlace } from "@smartcourse/contracts/enrollments/schemas";
import { type Coverage, type Position, Tally, type VersionContent } from "./tally.ts";

/** What a student reports as done. */
export interface Report {
  readonly completed_modules?: readonly number[] | undefined;
  readonly completed_lessons?: readonly number[] | undefined;
}

/** What a student takes back. */
export interface Reopening {
  readonly reopened_modules?: readonly number[] | undefined;
  readonly reopened_lessons?: readonly number[] | undefined;
}

/**
 * A change, and how far it brought her. `module_id`: the module that is done with it, null where none is. `lesson_id`: the lesson
 * that is. `next_module_id`: the first module that is left, null where none is.
 */
export interface Step extends Position {
  readonly module_id: number | null;
  readonly lesson_id?: number;
  readonly next_module_id: number | null;
}

interface Change extends Position {
  readonly steps: readonly Step[];
}

/** Adds what a student reports as done to what was: nothing is taken back, and nothing counts twice. */
export function advance(
  coverage: Coverage,
  { completed_modules = [], completed_lessons = [] }: Report,
): Change {
  const tally = new Tally(coverage);
  const steps: Step[] = [];
  for (const module_id of completed_modules) {
    if (tally.isModuleDone(module_id)) continue;
    tally.completeModule(module_id);
    steps.push({ module_id, ...stateOf(tally) });
  }
  for (const lesson_id of completed_lessons) {
    if (tally.isLessonDone(lesson_id)) continue;
    tally.completeLesson(lesson_id);
    const module = tally.moduleOf(lesson_id) ?? null;
    const module_id = module !== null && tally.isModuleDone(module) ? module : null;
    steps.push({ module_id, lesson_id, ...stateOf(tally) });
  }
  return { ...tally.position, steps };
}

/** Takes back what a student wants to do again: one step, or none where nothing of it was done. */
export function reopen(
  coverage: Coverage,
  { reopened_modules = [], reopened_lessons = [] }: Reopening,
): Change {
  const tally = new Tally(coverage);
  const before = tally.position;
  for (const id of reopened_modules) tally.reopenModule(id);
  for (const id of reopened_lessons) tally.reopenLesson(id);
  const { position } = tally;
  const isLess =
    position.completed_modules.length < before.completed_modules.length ||
    position.completed_lessons.length < before.completed_lessons.length;
  return { ...position, steps: isLess ? [{ module_id: null, ...stateOf(tally) }] : [] };
}

/**
 * What a student has done of the version that she moves to: of her lessons those that are still there, and of her modules those
 * of which nothing is new. Where the old version did not count lessons, a module that was done stays done.
 */
export function carryOver(
  { lessons, completed_modules, completed_lessons }: Coverage,
  next: VersionContent,
): Position & { readonly next_module_id: number | null } {
  const tally = new Tally({ ...next, completed_modules: [], completed_lessons: [] });
  for (const id of completed_lessons) if (tally.moduleOf(id) !== undefined) tally.completeLesson(id);
  for (const id of completed_modules) {
    const hasLessons = next.lessons?.some(
      ({ module_id, lesson_ids }) => module_id === id && lesson_ids.length > 0,
    );
    if (tally.hasModule(id) && (lessons === null || hasLessons !== true)) tally.completeModule(id);
  }
  return stateOf(tally);
}

/** Where a student reads on in another version: at her lesson, else at its module, where they are still there. */
export function placeIn(next: VersionContent, place: LastPlace | null): LastPlace | null {
  if (place === null || !next.module_ids.includes(place.module_id)) return null;
  const lessons = next.lessons?.find(({ module_id }) => module_id === place.module_id)?.lesson_ids ?? [];
  const isThere = place.lesson_id === null || lessons.includes(place.lesson_id);
  return isThere ? place : { module_id: place.module_id, lesson_id: null, position_seconds: 0 };
}

function stateOf(tally: Tally) {
  return { ...tally.position, next_module_id: tally.missingModules[0] ?? null };
}

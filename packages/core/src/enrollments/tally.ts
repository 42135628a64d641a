import type { ModuleLessons } from "@smartcourse/platform/database";

/** What a version of a course consists of, in its order. `lessons` is null where it was published before lessons were counted. */
export interface VersionContent {
  readonly module_ids: readonly number[];
  readonly lessons: readonly ModuleLessons[] | null;
}

/** What a student has done of the version she is pinned to. */
export interface Coverage extends VersionContent {
  readonly completed_modules: readonly number[];
  readonly completed_lessons: readonly number[];
}

/** How far a student has come. */
export interface Position {
  readonly completed_modules: number[];
  readonly completed_lessons: number[];
  readonly completion_percentage: number;
}

/**
 * Counts what is done of a version. A module that has lessons is done when all of them are, and marking it marks them; every
 * module weighs the same, and one that is begun counts by the share of its lessons.
 */
export class Tally {
  readonly #modules: ReadonlyMap<number, readonly number[]>;
  readonly #moduleOf = new Map<number, number>();
  readonly #doneModules: Set<number>;
  readonly #doneLessons: Set<number>;

  constructor({ module_ids, lessons, completed_modules, completed_lessons }: Coverage) {
    const byModule = new Map((lessons ?? []).map(({ module_id, lesson_ids }) => [module_id, lesson_ids]));
    this.#modules = new Map(module_ids.map((id) => [id, byModule.get(id) ?? []]));
    for (const [module, ids] of this.#modules) for (const id of ids) this.#moduleOf.set(id, module);
    this.#doneModules = new Set(completed_modules);
    this.#doneLessons = new Set(completed_lessons);
  }

  hasModule(id: number): boolean {
    return this.#modules.has(id);
  }

  /** The module of a lesson of this version. */
  moduleOf(lessonId: number): number | undefined {
    return this.#moduleOf.get(lessonId);
  }

  isModuleDone(id: number): boolean {
    return this.#doneModules.has(id);
  }

  isLessonDone(id: number): boolean {
    return this.#doneLessons.has(id);
  }

  completeModule(id: number): void {
    this.#doneModules.add(id);
    for (const lesson of this.#lessonsOf(id)) this.#doneLessons.add(lesson);
  }

  /** Also its module, where it was the last one. */
  completeLesson(id: number): void {
    this.#doneLessons.add(id);
    const module = this.#moduleOf.get(id);
    if (module !== undefined && this.#lessonsOf(module).every((lesson) => this.#doneLessons.has(lesson))) {
      this.#doneModules.add(module);
    }
  }

  reopenModule(id: number): void {
    this.#doneModules.delete(id);
    for (const lesson of this.#lessonsOf(id)) this.#doneLessons.delete(lesson);
  }

  /** Also its module: what is not done whole is not done. */
  reopenLesson(id: number): void {
    this.#doneLessons.delete(id);
    const module = this.#moduleOf.get(id);
    if (module !== undefined) this.#doneModules.delete(module);
  }

  /** The modules that are left, in the order of the course. */
  get missingModules(): number[] {
    return [...this.#modules.keys()].filter((id) => !this.#doneModules.has(id));
  }

  get position(): Position {
    return {
      completed_modules: [...this.#doneModules],
      completed_lessons: [...this.#doneLessons],
      completion_percentage: this.#percentage(),
    };
  }

  /** 0 to 100 with two decimals; 100 only when every module is done. */
  #percentage(): number {
    if (this.#modules.size === 0) return 0;
    if (this.missingModules.length === 0) return 100;
    const shares = [...this.#modules].map(([id, lessons]) => this.#shareOf(id, lessons));
    const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    return Math.min(Math.round(10_000 * share) / 100, 99.99);
  }

  #shareOf(id: number, lessons: readonly number[]): number {
    if (this.#doneModules.has(id)) return 1;
    if (lessons.length === 0) return 0;
    return lessons.filter((lesson) => this.#doneLessons.has(lesson)).length / lessons.length;
  }

  #lessonsOf(module: number): readonly number[] {
    return this.#modules.get(module) ?? [];
  }
}

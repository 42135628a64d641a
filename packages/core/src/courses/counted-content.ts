import type { Module } from "@smartcourse/contracts/courses/schemas";
import type { DatedLesson, ModuleLessons } from "@smartcourse/platform/database";

/** What Postgres keeps of a version's content: what progress is counted by, and what stands in calendars. */
export interface CountedContent {
  readonly module_ids: number[];
  readonly lessons: ModuleLessons[];
  readonly dated_lessons: DatedLesson[];
}

export function countedContent(modules: readonly Module[]): CountedContent {
  return {
    module_ids: modules.map(({ id }) => id),
    lessons: modules.map(({ id, lessons }) => ({
      module_id: id,
      lesson_ids: lessons.map((lesson) => lesson.id),
    })),
    dated_lessons: modules.flatMap(({ id, lessons }) =>
      lessons.flatMap(({ id: lesson_id, title, due_at }) =>
        // Drafts from before lessons could be due do not say.
        typeof due_at === "string" ? [{ module_id: id, lesson_id, title, due_at }] : [],
      ),
    ),
  };
}

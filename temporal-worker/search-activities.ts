import { readVectors, storeVectors } from "@smartcourse/core/content/vector-archive";
import { readVersion } from "@smartcourse/core/courses/content-store";
import { indexCourse } from "@smartcourse/core/search/index-course";
import { ensureSearchCollection } from "@smartcourse/core/search/search-collection";
import type { CourseSearchInput } from "@smartcourse/contracts/search/workflows";
import { ensureCollection } from "@smartcourse/platform/qdrant";
import { endWorkflow, markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { whileBeating } from "./while-beating.ts";

export type SearchActivities = ReturnType<typeof createSearchActivities>;

/** The steps of CourseSearchWorkflow. Each may run again after it did its work. */
export function createSearchActivities({ db }: ActivityDependencies) {
  return {
    async beginSearchIndexing({ workflow_id }: { readonly workflow_id: string }): Promise<void> {
      await markWorkflowRunning(db, workflow_id);
    },
    async indexForSearch({ course_id }: CourseSearchInput): Promise<void> {
      await Promise.all([ensureCollection(), ensureSearchCollection()]);
      await whileBeating((alive) => indexCourse(db, course_id, { outline, embed, alive }));
    },
    async completeSearchIndexing(done: CourseSearchInput & { readonly workflow_id: string }): Promise<void> {
      const { workflow_id, ...result } = done;
      await endWorkflow(db, workflow_id, { state: "completed", result });
    },
  };

  /** By the archive of vectors: a text that has not changed is not embedded again. */
  async function embed(courseId: number, text: string): Promise<number[]> {
    await storeVectors(db, courseId, [text]);
    const [vector] = await readVectors(db, courseId, [text]);
    if (vector === undefined) throw new Error(`The head of course ${courseId} has no vector`);
    return vector;
  }
}

async function outline(courseId: number, version: number): Promise<string[]> {
  const stored = await readVersion(courseId, version);
  return (stored?.modules ?? []).flatMap(({ title, lessons }) => [
    title,
    ...lessons.map((lesson) => lesson.title),
  ]);
}

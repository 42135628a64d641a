import type { CourseDeletionInput } from "@smartcourse/contracts/courses/workflows";
import {
  countFiles,
  countPoints,
  countUnusedChunks,
  removeFiles,
  removePoints,
  removeUnusedChunks,
} from "@smartcourse/core/content/remove-course-content";
import {
  countDocuments,
  countRows,
  deletionWorkflowId,
  listDeletedChunks,
  removeDocuments,
} from "@smartcourse/core/courses/deletion-store";
import { endWorkflow, markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { whileBeating } from "./while-beating.ts";

type Course = CourseDeletionInput;

export type DeletionActivities = ReturnType<typeof createDeletionActivities>;

/** The steps of CourseDeletionWorkflow. Each may run again after it did its work. */
export function createDeletionActivities({ db }: ActivityDependencies) {
  return {
    async beginDeletion({ course_id }: Course): Promise<void> {
      await markWorkflowRunning(db, deletionWorkflowId(course_id));
    },
    async removePoints({ course_id }: Course): Promise<void> {
      await whileBeating(() => removePoints(course_id));
    },
    async removeFiles({ course_id }: Course): Promise<void> {
      await whileBeating((alive) => removeFiles(course_id, alive));
    },
    async removeDocuments({ course_id }: Course): Promise<void> {
      await whileBeating(() => removeDocuments(course_id));
    },
    async removeUnusedText({ course_id }: Course): Promise<void> {
      const keys = await listDeletedChunks(db, course_id);
      await whileBeating((alive) => removeUnusedChunks(db, keys, alive));
    },
    async countRemains({ course_id }: Course): Promise<Record<string, number>> {
      return whileBeating(async () => ({
        rows: await countRows(db, course_id),
        documents: await countDocuments(course_id),
        passages: await countPoints(course_id),
        files: await countFiles(course_id),
        texts: await countUnusedChunks(db, await listDeletedChunks(db, course_id)),
      }));
    },
    async completeDeletion({ course_id }: Course): Promise<void> {
      await endWorkflow(db, deletionWorkflowId(course_id), { state: "completed", result: { course_id } });
    },
    async failDeletion({ course_id, reason }: Course & { readonly reason: string }): Promise<void> {
      await endWorkflow(db, deletionWorkflowId(course_id), { state: "failed", reason });
    },
  };
}

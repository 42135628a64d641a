import type { CourseReindexInput, VersionRetirementInput } from "@smartcourse/contracts/courses/workflows";
import { removeVersions } from "@smartcourse/core/content/version-tags";
import { listReadVersions } from "@smartcourse/core/courses/publishing-store";
import {
  type Reindexed,
  completeReindex,
  listVersionMaterials,
  reindexWorkflowId,
} from "@smartcourse/core/courses/reindex-course";
import { completeRetirement, isUnread, retirementWorkflowId } from "@smartcourse/core/courses/retire-version";
import { ensureCollection } from "@smartcourse/platform/qdrant";
import { endWorkflow, markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { whileBeating } from "./while-beating.ts";

type Course = { readonly course_id: number };
type Version = VersionRetirementInput;

export type VersionActivities = ReturnType<typeof createVersionActivities>;

/** The steps of CourseReindexWorkflow and VersionRetirementWorkflow. Each may run again after it did its work. */
export function createVersionActivities({ db }: ActivityDependencies) {
  return {
    async beginReindex({ course_id, run }: CourseReindexInput): Promise<void> {
      await markWorkflowRunning(db, reindexWorkflowId(course_id, run));
    },
    async listReadVersions({ course_id }: Course): Promise<number[]> {
      return listReadVersions(db, course_id);
    },
    async listVersionMaterials(id: Version): Promise<number[]> {
      return listVersionMaterials(id);
    },
    /** Of versions that were indexed: one whose last reader left meanwhile was retired before, and came back. */
    async dropUnreadTags({ course_id, versions }: Course & { readonly versions: number[] }): Promise<void> {
      const read = await listReadVersions(db, course_id);
      const unread = versions.filter((version) => !read.includes(version));
      await ensureCollection();
      await whileBeating((alive) => removeVersions(db, course_id, unread, alive));
    },
    async completeReindex({ course_id, run, ...reindexed }: CourseReindexInput & Reindexed): Promise<void> {
      await completeReindex(db, { course_id, run }, reindexed);
    },
    async failReindex({ course_id, run, reason }: CourseReindexInput & { readonly reason: string }) {
      await endWorkflow(db, reindexWorkflowId(course_id, run), { state: "failed", reason });
    },
    async beginRetirement(id: Version): Promise<void> {
      await markWorkflowRunning(db, retirementWorkflowId(id));
    },
    async retireVersion(id: Version): Promise<void> {
      if (await isUnread(db, id)) {
        await ensureCollection();
        await whileBeating((alive) => removeVersions(db, id.course_id, [id.version], alive));
      }
      await completeRetirement(db, id);
    },
  };
}

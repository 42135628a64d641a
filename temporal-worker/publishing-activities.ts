import type { CoursePublishingInput } from "@smartcourse/contracts/courses/workflows";
import { extractMaterial } from "@smartcourse/core/content/extract-material";
import { embedMaterial, indexMaterial } from "@smartcourse/core/content/index-material";
import { removeVersions } from "@smartcourse/core/content/version-tags";
import { completePublishing, failPublishing } from "@smartcourse/core/courses/complete-publishing";
import {
  discardVersion,
  freezeVersion,
  listMaterialsBeingRead,
} from "@smartcourse/core/courses/freeze-version";
import { isPublished, publishWorkflowId } from "@smartcourse/core/courses/publishing-store";
import { findVersionMaterial } from "@smartcourse/core/courses/version-materials";
import { listVersionModules } from "@smartcourse/core/courses/version-modules";
import { releaseUnreadVersions } from "@smartcourse/core/enrollments/release-versions";
import { forgetCachedCourse } from "@smartcourse/platform/course-cache";
import { ensureCollection } from "@smartcourse/platform/qdrant";
import { markWorkflowRunning } from "@smartcourse/platform/workflow-rows";
import type { ActivityDependencies } from "./activities.ts";
import { whileBeating } from "./while-beating.ts";

type Version = CoursePublishingInput;
type VersionMaterial = Version & { readonly material_id: number };
/** What a version holds, to be told to the person who published it. */
type Content = { readonly materials: number; readonly chunks: number };

export type PublishingActivities = ReturnType<typeof createPublishingActivities>;

/** The steps of CoursePublishingWorkflow, and what takes them back. Each may run again after it did its work. */
export function createPublishingActivities({ db }: ActivityDependencies) {
  return {
    async beginPublishing({ course_id, version }: Version): Promise<void> {
      await markWorkflowRunning(db, publishWorkflowId(course_id, version));
    },
    async listMaterialsBeingRead({ course_id }: Version) {
      return listMaterialsBeingRead(db, course_id);
    },
    async extractMaterial({ material_id }: { material_id: number }): Promise<void> {
      await whileBeating(() => extractMaterial(db, material_id));
    },
    async freezeVersion(id: Version): Promise<number[]> {
      return freezeVersion(db, id);
    },
    async embedMaterial({ material_id, ...id }: VersionMaterial): Promise<number> {
      const material = await findVersionMaterial(id, material_id);
      return whileBeating((alive) => embedMaterial(db, material, alive));
    },
    async indexMaterial({ material_id, ...id }: VersionMaterial): Promise<void> {
      const material = await findVersionMaterial(id, material_id);
      await ensureCollection();
      await whileBeating((alive) => indexMaterial(db, material, id.version, alive));
    },
    /** The switch, and what follows from it for the version before, in one transaction. */
    async completePublishing({ course_id, version, ...content }: Version & Content): Promise<void> {
      const modules = await listVersionModules({ course_id, version });
      await db.transaction().execute(async (tx) => {
        await completePublishing(tx, { course_id, version }, content, modules);
        await releaseUnreadVersions(tx, course_id);
      });
      await forgetCachedCourse(course_id);
    },
    async removeFromIndex({ course_id, version }: Version): Promise<void> {
      if (await isPublished(db, course_id, version)) return;
      await whileBeating((alive) => removeVersions(db, course_id, [version], alive));
    },
    async discardVersion(id: Version): Promise<void> {
      if (await isPublished(db, id.course_id, id.version)) return;
      await discardVersion(db, id);
    },
    async failPublishing({ reason, ...id }: Version & { reason: string }): Promise<void> {
      await failPublishing(db, id, reason);
    },
  };
}

import { CancellationScope, proxyActivities } from "@temporalio/workflow";
import type { CourseReindexInput } from "@smartcourse/contracts/courses/workflows";
import type { PublishingActivities } from "../publishing-activities.ts";
import type { SearchActivities } from "../search-activities.ts";
import type { VersionActivities } from "../version-activities.ts";
import { failureReason } from "./failure-reason.ts";
import { certain, embeddingStep, indexingStep, quick } from "./step-options.ts";

const steps = proxyActivities<VersionActivities>(quick);
const embedding = proxyActivities<PublishingActivities>(embeddingStep);
const indexing = proxyActivities<PublishingActivities & SearchActivities>(indexingStep);
const surely = proxyActivities<VersionActivities>(certain);

const phrases: Readonly<Record<string, string>> = {
  embedMaterial: "The content could not be embedded for a fault on our side. Try again later.",
  indexMaterial: "The search index did not take the content. Try again later.",
};

/**
 * Embeds and indexes, as publishing does, every version of a course that is read. What fails leaves what was there: points
 * are only added, and asking again goes on where it stopped.
 */
export async function CourseReindexWorkflow(run: CourseReindexInput): Promise<void> {
  const { course_id } = run;
  try {
    await steps.beginReindex(run);
    const versions = await steps.listReadVersions({ course_id });
    let [materials, chunks] = [0, 0];
    for (const version of versions) {
      const id = { course_id, version };
      for (const material_id of await steps.listVersionMaterials(id)) {
        chunks += await embedding.embedMaterial({ ...id, material_id });
        await indexing.indexMaterial({ ...id, material_id });
        materials += 1;
      }
    }
    await surely.dropUnreadTags({ course_id, versions });
    await indexing.indexForSearch({ course_id });
    await surely.completeReindex({ ...run, versions, materials, chunks });
  } catch (error) {
    const reason = failureReason(error, phrases);
    await CancellationScope.nonCancellable(() => surely.failReindex({ ...run, reason }));
    throw error;
  }
}

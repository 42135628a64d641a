import { proxyActivities, workflowInfo } from "@temporalio/workflow";
import type { CourseSearchInput } from "@smartcourse/contracts/search/workflows";
import type { SearchActivities } from "../search-activities.ts";
import { certain, long } from "./step-options.ts";

const surely = proxyActivities<SearchActivities>(certain);
const indexing = proxyActivities<SearchActivities>({
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "1 minute" },
});

/** Makes the search follow a course, however long the stores or the embedding provider are away. */
export async function CourseSearchWorkflow({ course_id }: CourseSearchInput): Promise<void> {
  const { workflowId: workflow_id } = workflowInfo();
  await surely.beginSearchIndexing({ workflow_id });
  await indexing.indexForSearch({ course_id });
  await surely.completeSearchIndexing({ course_id, workflow_id });
}

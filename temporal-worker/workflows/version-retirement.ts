import { CancellationScope, proxyActivities, sleep } from "@temporalio/workflow";
import type { VersionRetirementInput } from "@smartcourse/contracts/courses/workflows";
import type { VersionActivities } from "../version-activities.ts";
import { certain } from "./step-options.ts";

const surely = proxyActivities<VersionActivities>(certain);

/** An answer that began in a version before its last reader left may still look for passages: none takes longer. */
const longestAnswer = "2 minutes";

/** Takes a version that nobody reads out of the index: its tags, and those points that no other version has. */
export async function VersionRetirementWorkflow(id: VersionRetirementInput): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    await surely.beginRetirement(id);
    await sleep(longestAnswer);
    await surely.retireVersion(id);
  });
}

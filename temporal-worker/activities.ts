import type { Db } from "@smartcourse/platform/postgres";
import { createDeletionActivities } from "./deletion-activities.ts";
import { createEnrollmentActivities } from "./enrollment-activities.ts";
import { createPublishingActivities } from "./publishing-activities.ts";
import { createSearchActivities } from "./search-activities.ts";
import { createTransferActivities } from "./transfer-activities.ts";
import { createVersionActivities } from "./version-activities.ts";
import { createVideoActivities } from "./video-activities.ts";

export interface ActivityDependencies {
  readonly db: Db;
}

/** Everything that workflows may have done. */
export function createActivities(dependencies: ActivityDependencies) {
  return {
    ...createPublishingActivities(dependencies),
    ...createVersionActivities(dependencies),
    ...createDeletionActivities(dependencies),
    ...createEnrollmentActivities(dependencies),
    ...createSearchActivities(dependencies),
    ...createTransferActivities(dependencies),
    ...createVideoActivities(dependencies),
  };
}

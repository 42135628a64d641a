import type { Db } from "@smartcourse/platform/postgres";
import { createEnrollmentActivities } from "./enrollment-activities.ts";
import { createPublishingActivities } from "./publishing-activities.ts";

export interface ActivityDependencies {
  readonly db: Db;
}

/** Everything that workflows may have done. */
export function createActivities(dependencies: ActivityDependencies) {
  return { ...createPublishingActivities(dependencies), ...createEnrollmentActivities(dependencies) };
}

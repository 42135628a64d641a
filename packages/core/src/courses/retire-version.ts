import type { Db } from "@smartcourse/platform/postgres";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";
import type { VersionId } from "./freeze-version.ts";
import { listReadVersions } from "./publishing-store.ts";

/** Whether nobody reads a version. */
export async function isUnread(db: Db, { course_id, version }: VersionId): Promise<boolean> {
  return !(await listReadVersions(db, course_id)).includes(version);
}

/** Ends the row of the workflow that took a version out of the index. */
export async function completeRetirement(db: Db, id: VersionId): Promise<void> {
  await endWorkflow(db, retirementWorkflowId(id), { state: "completed", result: { ...id } });
}

export function retirementWorkflowId({ course_id, version }: VersionId): string {
  return `retire-${course_id}-v${version}`;
}

import type { WorkflowStatus } from "@smartcourse/contracts/operations/schemas";
import type { ApiClient } from "./api-client.ts";
import { pollUntil } from "./poll.ts";

/** Waits for a workflow's end. Throws with its reason where it failed. */
export async function untilDone(api: ApiClient, workflowId: string): Promise<WorkflowStatus> {
  const workflow = await pollUntil(
    `workflow ${workflowId}`,
    () => api.get<WorkflowStatus>(`/workflows/${workflowId}/status`),
    ({ status }) => status === "completed" || status === "failed",
  );
  if (workflow.status === "failed") throw new Error(`Workflow ${workflowId} failed: ${workflow.reason}`);
  return workflow;
}

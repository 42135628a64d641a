import { temporal } from "@smartcourse/platform/temporal";
import { eventually } from "./eventually.ts";

/** Resolves when the engine itself has ended a workflow: our own row may say so before, and the last step may run again. */
export async function untilEngineEnded(workflowId: string, seconds = 110): Promise<void> {
  const status = async () => (await temporal().workflow.getHandle(workflowId).describe()).status.name;
  await eventually(status, (name) => name !== "RUNNING", seconds);
}

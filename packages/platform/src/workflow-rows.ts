import type { Db, Tx } from "./postgres.ts";

/** How a workflow ended. `reason` is for the person who started it. */
export type WorkflowEnd =
  | { readonly state: "completed"; readonly result: Record<string, unknown> }
  | { readonly state: "failed"; readonly reason: string };

/** Notes that the engine has begun a workflow. */
export async function markWorkflowRunning(db: Db | Tx, id: string): Promise<void> {
  await db
    .updateTable("workflows")
    .set({ state: "running", updated_at: new Date() })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .execute();
}

/** Notes how a workflow ended, the first time it is told, and says whether this was it. */
export async function endWorkflow(db: Db | Tx, id: string, end: WorkflowEnd): Promise<boolean> {
  const ended = await db
    .updateTable("workflows")
    .set({
      state: end.state,
      result: end.state === "completed" ? JSON.stringify(end.result) : null,
      reason: end.state === "failed" ? end.reason : null,
      updated_at: new Date(),
    })
    .where("id", "=", id)
    .where("state", "in", ["pending", "running"])
    .returning("id")
    .executeTakeFirst();
  return ended !== undefined;
}

import { DomainError } from "@smartcourse/contracts/errors";
import type { WorkflowStatus } from "@smartcourse/contracts/operations/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { log, logFields } from "@smartcourse/platform/telemetry";
import { workflowState } from "@smartcourse/platform/temporal";
import { endWorkflow } from "@smartcourse/platform/workflow-rows";

const deadlineMs = 1_500;

/** States in which the engine says that a workflow is over which never said so itself. */
const endings: Readonly<Record<string, string>> = {
  FAILED: "The workflow ended with a fault on our side. Start it again.",
  TIMED_OUT: "The workflow did not end in time. Start it again.",
  TERMINATED: "The workflow was stopped by an operator. Start it again.",
  CANCELLED: "The workflow was cancelled.",
};

/**
 * How a workflow goes, for its owner and admins. Its row decides. Only where that says "running", the engine is asked
 * whether it still does; if not, the row is set right, for nothing else would. An engine that is down changes nothing.
 * @throws DomainError workflow.not_found
 */
export async function getWorkflowStatus(db: Db, id: string, actor: Actor): Promise<WorkflowStatus> {
  const row = await findWorkflow(db, id);
  if (row === undefined || (actor.role !== "admin" && row.owner_id !== actor.id)) {
    throw new DomainError("workflow.not_found", `There is no workflow ${id} that you may see`);
  }
  const reason = row.state === "running" ? await findEnding(id) : undefined;
  if (reason === undefined) return toStatus(row);
  await endWorkflow(db, id, { state: "failed", reason });
  return toStatus((await findWorkflow(db, id)) ?? row);
}

function findWorkflow(db: Db, id: string) {
  return db.selectFrom("workflows").selectAll().where("id", "=", id).executeTakeFirst();
}

function toStatus({
  id,
  state,
  ...row
}: NonNullable<Awaited<ReturnType<typeof findWorkflow>>>): WorkflowStatus {
  return { ...row, workflow_id: id, status: state };
}

async function findEnding(id: string): Promise<string | undefined> {
  try {
    return endings[(await workflowState(id, deadlineMs)) ?? ""];
  } catch (error) {
    log().warn("workflow.engine_silent", { ...logFields(), workflow_id: id, error: error as Error });
    return undefined;
  }
}

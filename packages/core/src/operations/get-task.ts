import { DomainError } from "@smartcourse/contracts/errors";
import type { TaskStatus } from "@smartcourse/contracts/operations/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { findKeptTask } from "@smartcourse/platform/kept-tasks";
import type { Db } from "@smartcourse/platform/postgres";
import { toTaskStatus } from "@smartcourse/platform/task-rows";

/**
 * How a task goes, for whoever asked for it and admins. That it has succeeded, and its result, Redis may say, for that does not
 * change any more; all else its row decides, and Redis adds how far a run has come. Redis that is down changes nothing.
 * @throws DomainError task.not_found
 */
export async function getTask(db: Db, id: string, actor: Actor): Promise<TaskStatus> {
  const kept = await findKeptTask(id);
  if (kept?.status.status === "succeeded" && maySee(actor, kept.owner_id)) return kept.status;
  const row = await db.selectFrom("tasks").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined || !maySee(actor, row.owner_id)) {
    throw new DomainError("task.not_found", `There is no task ${id} that you may see`);
  }
  if (row.state === "succeeded") return toTaskStatus(row, 100);
  const underWay = row.state === "running" && kept?.status.attempts === row.attempts;
  return toTaskStatus(row, underWay ? kept.status.progress : null);
}

function maySee(actor: Actor, ownerId: number | null): boolean {
  return actor.role === "admin" || (ownerId !== null && ownerId === actor.id);
}

import { writeAudit } from "@smartcourse/platform/audit";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Tx } from "@smartcourse/platform/postgres";

/** Writes down that somebody, an admin, changed a course that is not hers, in the transaction of the change. */
export async function auditChange(
  tx: Tx,
  course: { readonly id: number; readonly instructor_id: number },
  actor: Actor,
  change: { readonly action: `course.${string}`; readonly details?: object },
): Promise<void> {
  if (course.instructor_id === actor.id) return;
  const { action, details = {} } = change;
  await writeAudit(tx, { actorId: actor.id, action, subject: `course:${course.id}`, details });
}

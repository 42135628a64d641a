import { invocation } from "./invocation.ts";
import type { Tx } from "./postgres.ts";

/** Writes down who did what to whom, in the transaction in which it is done. */
export async function writeAudit(
  tx: Tx,
  entry: { actorId: number | null; action: string; subject: string; details: object },
): Promise<void> {
  await tx
    .insertInto("audit_log")
    .values({
      actor_id: entry.actorId,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details),
      request_id: invocation()?.requestId ?? null,
    })
    .execute();
}

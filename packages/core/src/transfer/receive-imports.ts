import { importPrefix } from "@smartcourse/contracts/transfer/tasks";
import { courseImportWorkflow } from "@smartcourse/contracts/transfer/workflows";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { removeObject } from "@smartcourse/platform/s3";
import type { ArrivedObject } from "@smartcourse/platform/s3-notification";
import { importWorkflowId, lockImport } from "./import-store.ts";

const archiveKey = new RegExp(`^${importPrefix}(\\d{1,9})/.+$`, "u");

/**
 * Begins the imports whose archives have arrived. Told again it does nothing; what comes for an import that has ended, or that
 * there never was, is removed.
 */
export async function receiveImports(db: Db, objects: readonly ArrivedObject[]): Promise<void> {
  for (const { key } of objects) {
    const id = archiveKey.exec(key)?.[1];
    if (id === undefined) continue;
    const isWanted = await db.transaction().execute((tx) => begin(tx, Number(id)));
    if (!isWanted) await removeObject(key);
  }
}

async function begin(tx: Tx, import_id: number): Promise<boolean> {
  const announced = await lockImport(tx, import_id);
  if (announced === undefined) return false;
  const id = importWorkflowId(import_id);
  const workflow = await tx.selectFrom("workflows").select("state").where("id", "=", id).executeTakeFirst();
  if (workflow !== undefined) return workflow.state === "pending" || workflow.state === "running";
  await startWorkflow(tx, courseImportWorkflow, {
    id,
    input: { import_id },
    ownerId: announced.owner_id,
    subject: `import:${import_id}`,
  });
  return true;
}

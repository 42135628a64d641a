import type * as z from "zod";
import type { removeMaterialFiles as contract } from "@smartcourse/contracts/content/tasks";
import { collection } from "@smartcourse/platform/mongo";
import { abortMultipart } from "@smartcourse/platform/multipart";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { removeBelow, removeObject } from "@smartcourse/platform/s3";
import { lockChunks } from "./chunks-lock.ts";

/**
 * Removes the objects of a deleted material. The text goes only where no material, of whatever course, and no version
 * has it too. Safe to run again. Throws while a publication of the course runs, which may be about to freeze the text.
 */
export async function removeMaterialFiles(db: Db, work: z.infer<typeof contract.payload>): Promise<void> {
  if (work.multipart !== null) await abortMultipart(work.multipart);
  await removeObject(work.key);
  await removeBelow(work.prefix);
  const { chunks_key, course_id } = work;
  if (chunks_key === null) return;
  await db.transaction().execute(async (tx) => {
    await lockChunks(tx, chunks_key);
    if (await isPublishing(tx, course_id))
      throw new Error("A publication may still need the material's text");
    if (!(await isReferenced(tx, chunks_key))) await removeObject(chunks_key);
  });
}

/** Whether a material, of whatever course, or a frozen version has this text. For who holds the text's lock. */
export async function isReferenced(tx: Db | Tx, chunksKey: string): Promise<boolean> {
  const material = await tx
    .selectFrom("materials")
    .select("id")
    .where("chunks_key", "=", chunksKey)
    .limit(1)
    .executeTakeFirst();
  if (material !== undefined) return true;
  const version = await collection("course_versions").findOne(
    { "materials.chunks_key": chunksKey },
    { projection: { _id: 1 } },
  );
  return version !== null;
}

async function isPublishing(tx: Tx, courseId: number): Promise<boolean> {
  const running = await tx
    .selectFrom("workflows")
    .select("id")
    .where("kind", "=", "publish")
    .where("subject", "=", `course:${courseId}`)
    .where("state", "in", ["pending", "running"])
    .executeTakeFirst();
  return running !== undefined;
}

import type { Tx } from "@smartcourse/platform/postgres";

/**
 * Takes a seat of a published course in one statement, which is what keeps enrolled within capacity. Answers with the version
 * that is published at that moment: publishing another one waits for this row. `undefined`: no seat, or not published.
 */
export async function takeSeat(tx: Tx, courseId: number): Promise<number | undefined> {
  const course = await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "+", 1) }))
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .where((eb) => eb.or([eb("capacity", "is", null), eb("enrolled_count", "<", eb.ref("capacity"))]))
    .returning("published_version")
    .executeTakeFirst();
  return course?.published_version ?? undefined;
}

/** Called by whoever ended the enrolment, in the same transaction: so a seat is given back once. */
export async function giveSeatBack(tx: Tx, courseId: number): Promise<void> {
  await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "-", 1) }))
    .where("id", "=", courseId)
    .execute();
}

export async function isPublished(tx: Tx, courseId: number): Promise<boolean> {
  const course = await tx
    .selectFrom("courses")
    .select("status")
    .where("id", "=", courseId)
    .executeTakeFirst();
  return course?.status === "published";
}

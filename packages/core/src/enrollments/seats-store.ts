import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

/**
 * Takes a seat of a published course in one statement, which is what keeps enrolled within capacity. Answers with the version
 * that is published at that moment: publishing another one waits for this row. `undefined`: no seat, not published, or not open.
 */
export async function takeSeat(tx: Tx, courseId: number): Promise<number | undefined> {
  const course = await tx
    .updateTable("courses")
    .set((eb) => ({ enrolled_count: eb("enrolled_count", "+", 1) }))
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .where(sql<boolean>`coalesce(enrollment_opens_at <= now(), true)`)
    .where(sql<boolean>`coalesce(enrollment_closes_at > now(), true)`)
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

/** Why no seat could be taken: `undefined` where the course is not published. */
export function findWindow(tx: Tx, courseId: number) {
  return tx
    .selectFrom("courses")
    .select(["enrollment_opens_at", "enrollment_closes_at", sql<string>`now()`.as("asked_at")])
    .where("id", "=", courseId)
    .where("status", "=", "published")
    .executeTakeFirst();
}

/**
 * The version that is published, which stays so until the transaction ends: publishing another one, and whoever else is
 * about to leave a version, waits for this row.
 */
export async function lockPublishedVersion(tx: Tx, courseId: number): Promise<number> {
  const { published_version } = await tx
    .selectFrom("courses")
    .select("published_version")
    .where("id", "=", courseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (published_version === null)
    throw new Error(`Course ${courseId} has enrolments, but was never published`);
  return published_version;
}

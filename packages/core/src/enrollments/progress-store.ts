import { sql } from "kysely";
import type { Tx } from "@smartcourse/platform/postgres";

/** Begins the progress of an attempt: from nothing, whatever an earlier attempt left. */
export async function beginProgress(tx: Tx, enrollmentId: number): Promise<void> {
  await tx
    .insertInto("progress")
    .values({ enrollment_id: enrollmentId })
    .onConflict((conflict) =>
      conflict.column("enrollment_id").doUpdateSet({
        completed_modules: [],
        completion_percentage: 0,
        last_accessed_at: sql<string>`now()`,
      }),
    )
    .execute();
}

/** Makes sure that there is a progress row; one that is there stays as it is. */
export async function ensureProgress(tx: Tx, enrollmentId: number): Promise<void> {
  await tx
    .insertInto("progress")
    .values({ enrollment_id: enrollmentId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * What is done, beside the modules of the version it is done in. Read it after the enrolment's lock, in a statement of its
 * own: one that locks and joins would show the progress of before the wait.
 */
export function readCoverage(tx: Tx, enrollmentId: number) {
  return tx
    .selectFrom("enrollments")
    .innerJoin("progress", "progress.enrollment_id", "enrollments.id")
    .innerJoin("course_versions", (join) =>
      join
        .onRef("course_versions.course_id", "=", "enrollments.course_id")
        .onRef("course_versions.version", "=", "enrollments.version"),
    )
    .select(["progress.completed_modules", "progress.completion_percentage", "course_versions.module_ids"])
    .where("enrollments.id", "=", enrollmentId)
    .executeTakeFirstOrThrow();
}

export function writeProgress(
  tx: Tx,
  enrollmentId: number,
  progress: { completed_modules: number[]; completion_percentage: number },
) {
  return tx
    .updateTable("progress")
    .set({ ...progress, last_accessed_at: sql<string>`now()` })
    .where("enrollment_id", "=", enrollmentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

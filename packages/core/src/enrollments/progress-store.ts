import { sql } from "kysely";
import type { LastPlace, Progress } from "@smartcourse/contracts/enrollments/schemas";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { isCompletable } from "./completion.ts";
import type { Position } from "./tally.ts";

/** Begins the progress of an attempt: from nothing, whatever an earlier attempt left. */
export async function beginProgress(tx: Tx, enrollmentId: number): Promise<void> {
  await tx
    .insertInto("progress")
    .values({ enrollment_id: enrollmentId })
    .onConflict((conflict) =>
      conflict.column("enrollment_id").doUpdateSet({
        completed_modules: [],
        completed_lessons: [],
        completion_percentage: 0,
        last_place: null,
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

/** Progress beside the version it is made in. */
function withVersion(db: Db | Tx, enrollmentId: number) {
  return db
    .selectFrom("enrollments")
    .innerJoin("progress", "progress.enrollment_id", "enrollments.id")
    .innerJoin("course_versions", (join) =>
      join
        .onRef("course_versions.course_id", "=", "enrollments.course_id")
        .onRef("course_versions.version", "=", "enrollments.version"),
    )
    .where("enrollments.id", "=", enrollmentId);
}

/**
 * What is done, beside what the version consists of. Read it after the enrolment's lock, in a statement of its own: one that
 * locks and joins would show the progress of before the wait.
 */
export function readCoverage(tx: Tx, enrollmentId: number) {
  return withVersion(tx, enrollmentId)
    .select([
      "progress.completed_modules",
      "progress.completed_lessons",
      "progress.last_place",
      "course_versions.module_ids",
      "course_versions.lessons",
      "course_versions.completion_rule",
    ])
    .executeTakeFirstOrThrow();
}

/** Progress as its readers see it. */
export async function readProgress(db: Db | Tx, enrollmentId: number): Promise<Progress> {
  const progress = await withVersion(db, enrollmentId)
    .selectAll("progress")
    .select("course_versions.completion_rule")
    .executeTakeFirstOrThrow();
  const { completion_rule, completion_percentage } = progress;
  return { ...progress, is_completable: isCompletable(completion_rule, completion_percentage) };
}

/** `lastPlace`: undefined leaves it as it is. */
export function writeProgress(
  tx: Tx,
  enrollmentId: number,
  { completed_modules, completed_lessons, completion_percentage }: Position,
  lastPlace?: LastPlace | null,
) {
  return tx
    .updateTable("progress")
    .set({
      completed_modules,
      completed_lessons,
      completion_percentage,
      last_accessed_at: sql<string>`now()`,
      ...(lastPlace !== undefined && { last_place: lastPlace }),
    })
    .where("enrollment_id", "=", enrollmentId)
    .returning("last_accessed_at")
    .executeTakeFirstOrThrow();
}

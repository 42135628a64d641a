import { progressUpdated } from "@smartcourse/contracts/enrollments/events";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./enrollment-store.ts";
import { readView } from "./enrollment-views-store.ts";
import { carryOver } from "./progress.ts";
import { readCoverage, writeProgress } from "./progress-store.ts";
import { releaseUnreadVersions } from "./release-versions.ts";
import { lockPublishedVersion } from "./seats-store.ts";
import { lockStanding } from "./lock-standing.ts";

/**
 * Moves a student's active enrolment to the version that is published now. Modules that are done and still there stay
 * done. Who reads that version already stays as she is.
 * @throws DomainError enrollment.not_found, enrollment.not_active
 */
export async function moveEnrollment(
  tx: Tx,
  { id, student_id }: { id: number; student_id: number },
): Promise<Enrollment> {
  const enrollment = await lockStanding(tx, id, student_id);
  if (enrollment.status === "completed") {
    throw new DomainError(
      "enrollment.not_active",
      "You have completed this course: you keep what you completed",
    );
  }
  const version = await lockPublishedVersion(tx, enrollment.course_id);
  if (version !== enrollment.version) await move(tx, enrollment, version);
  return readView(tx, id);
}

interface Reader {
  readonly id: number;
  readonly student_id: number;
  readonly course_id: number;
}

async function move(tx: Tx, { id, student_id, course_id }: Reader, version: number): Promise<void> {
  const before = await readCoverage(tx, id);
  await store.pinVersion(tx, id, version);
  const progress = carryOver(await readCoverage(tx, id));
  const { completion_percentage, last_accessed_at } = await writeProgress(tx, id, progress);
  if (completion_percentage !== before.completion_percentage) {
    const revision = await store.countChanges(tx, id, 1);
    const subject = { enrollment_id: id, student_id, course_id };
    const change = { module_id: null, completion_percentage, updated_at: last_accessed_at };
    await emit(tx, progressUpdated, { ...subject, ...change }, revision);
  }
  await releaseUnreadVersions(tx, course_id);
}

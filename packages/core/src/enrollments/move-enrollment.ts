import { progressUpdated } from "@smartcourse/contracts/enrollments/events";
import type { Enrollment } from "@smartcourse/contracts/enrollments/schemas";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./enrollment-store.ts";
import { readView } from "./enrollment-views-store.ts";
import { eventSubject } from "./event-subject.ts";
import { carryOver, placeIn } from "./progress.ts";
import { readCoverage, writeProgress } from "./progress-store.ts";
import { hasCompleted } from "./refusals.ts";
import { releaseUnreadVersions } from "./release-versions.ts";
import { lockPublishedVersion } from "./seats-store.ts";
import { lockStanding } from "./lock-standing.ts";

/**
 * Moves a student's active enrolment to the version that is published now. Lessons that are done and still there stay done,
 * and so do modules of which nothing is new. Who reads that version already stays as she is.
 * @throws DomainError enrollment.not_found, enrollment.not_active
 */
export async function moveEnrollment(
  tx: Tx,
  { id, student_id }: { id: number; student_id: number },
): Promise<Enrollment> {
  const enrollment = await lockStanding(tx, id, student_id);
  if (enrollment.status === "completed") {
    throw hasCompleted(id, "you keep what you completed");
  }
  const version = await lockPublishedVersion(tx, enrollment.course_id);
  if (version !== enrollment.version) await move(tx, enrollment, version);
  return readView(tx, id);
}

type EnrollmentRow = Awaited<ReturnType<typeof lockStanding>>;

async function move(tx: Tx, enrollment: EnrollmentRow, version: number): Promise<void> {
  const before = await readCoverage(tx, enrollment.id);
  await store.pinVersion(tx, enrollment.id, version);
  const after = await readCoverage(tx, enrollment.id);
  const position = carryOver(before, after);
  const place = placeIn(after, before.last_place);
  const { last_accessed_at } = await writeProgress(tx, enrollment.id, position, place);
  const revision = await store.countChanges(tx, enrollment.id, 1);
  const told = { ...eventSubject({ ...enrollment, version }), module_id: null, ...position };
  await emit(tx, progressUpdated, { ...told, updated_at: last_accessed_at }, revision);
  await releaseUnreadVersions(tx, enrollment.course_id);
}

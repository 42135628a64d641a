import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { findVisibleView } from "./enrollment-views-store.ts";
import { readProgress } from "./progress-store.ts";
import { enrollmentNotFound } from "./refusals.ts";

/** An enrolment, for its student, the course's instructor and admins. @throws DomainError enrollment.not_found */
export async function getEnrollment(db: Db, id: number, actor: Actor) {
  const enrollment = await findVisibleView(db, id, actor);
  if (enrollment === undefined) throw enrollmentNotFound(id);
  return enrollment;
}

/** Its progress, for the same people. @throws DomainError enrollment.not_found */
export async function getProgress(db: Db, id: number, actor: Actor) {
  await getEnrollment(db, id, actor);
  return readProgress(db, id);
}

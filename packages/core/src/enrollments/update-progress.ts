import { progressUpdated } from "@smartcourse/contracts/enrollments/events";
import type { Progress } from "@smartcourse/contracts/enrollments/schemas";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import { type Said, assertContent } from "./assert-content.ts";
import * as store from "./enrollment-store.ts";
import { eventSubject } from "./event-subject.ts";
import { lockStanding } from "./lock-standing.ts";
import { type Step, advance, reopen } from "./progress.ts";
import { readCoverage, readProgress, writeProgress } from "./progress-store.ts";
import { hasCompleted } from "./refusals.ts";

interface Update extends Said {
  readonly id: number;
  readonly student_id: number;
}

/**
 * Takes note of what a student says of her progress: first what she takes back, then what is done, and where she reads on.
 * The enrolment's lock puts simultaneous reports in a row, so that none is lost.
 * @throws DomainError enrollment.not_found, enrollment.not_active, module.not_found, lesson.not_found
 */
export async function updateProgress(tx: Tx, { id, student_id, ...said }: Update): Promise<Progress> {
  const enrollment = await lockStanding(tx, id, student_id);
  const coverage = await readCoverage(tx, id);
  assertContent(coverage, said, enrollment.course_id);
  const isTakenBack = said.reopened_modules !== undefined || said.reopened_lessons !== undefined;
  if (isTakenBack && enrollment.status === "completed") throw hasCompleted(id, "its progress stays as it is");
  const reopened = reopen(coverage, said);
  const { steps, ...position } = advance({ ...coverage, ...reopened }, said);
  const { last_accessed_at } = await writeProgress(tx, id, position, said.last_place);
  await announceSteps(tx, enrollment, [...reopened.steps, ...steps], last_accessed_at);
  return readProgress(tx, id);
}

/** Each step is a change of its own: consumers tell them apart by the aggregate's version. */
async function announceSteps(
  tx: Tx,
  enrollment: Awaited<ReturnType<typeof lockStanding>>,
  steps: readonly Step[],
  updated_at: string,
): Promise<void> {
  if (steps.length === 0) return;
  const last = await store.countChanges(tx, enrollment.id, steps.length);
  for (const [index, step] of steps.entries()) {
    const told = { ...eventSubject(enrollment), ...step, updated_at };
    await emit(tx, progressUpdated, told, last - steps.length + 1 + index);
  }
}

import { progressUpdated } from "@smartcourse/contracts/enrollments/events";
import { emit } from "@smartcourse/platform/outbox";
import type { Tx } from "@smartcourse/platform/postgres";
import * as store from "./enrollment-store.ts";
import { type Step, advance } from "./progress.ts";
import { readCoverage, writeProgress } from "./progress-store.ts";
import { eventSubject } from "./event-subject.ts";
import { lockStanding } from "./lock-standing.ts";

interface Report {
  readonly id: number;
  readonly student_id: number;
  readonly completed_modules: readonly number[];
}

/**
 * Marks modules as done. The enrolment's lock puts simultaneous reports in a row, so that none is lost.
 * @throws DomainError enrollment.not_found, enrollment.not_active, module.not_found
 */
export async function updateProgress(tx: Tx, { id, student_id, completed_modules }: Report) {
  const enrollment = await lockStanding(tx, id, student_id);
  const { steps, ...progress } = advance(await readCoverage(tx, id), completed_modules);
  const written = await writeProgress(tx, id, progress);
  if (steps.length > 0) await announceSteps(tx, enrollment, steps, written.last_accessed_at);
  return written;
}

/** Each step is a change of its own: consumers tell them apart by the aggregate's version. */
async function announceSteps(
  tx: Tx,
  enrollment: Awaited<ReturnType<typeof lockStanding>>,
  steps: readonly Step[],
  updated_at: string,
): Promise<void> {
  const last = await store.countChanges(tx, enrollment.id, steps.length);
  for (const [index, step] of steps.entries()) {
    const told = { ...eventSubject(enrollment), ...step, updated_at };
    await emit(tx, progressUpdated, told, last - steps.length + 1 + index);
  }
}

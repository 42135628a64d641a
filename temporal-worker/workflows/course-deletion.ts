import { ApplicationFailure, CancellationScope, proxyActivities, sleep } from "@temporalio/workflow";
import type { CourseDeletionInput } from "@smartcourse/contracts/courses/workflows";
import type { DeletionActivities } from "../deletion-activities.ts";
import { certain } from "./step-options.ts";

const surely = proxyActivities<DeletionActivities>(certain);

const rounds = 5;
/** An upload form that was signed before is good for a quarter of an hour, and the reading of a file takes minutes. */
const untilNothingArrives = "30 minutes";

/**
 * Removes what the stores hold of a deleted course, counts what is left, and goes again over what came meanwhile. It has
 * ended for its owner when nothing is left; a last round later takes what was still under way when the course went.
 */
export async function CourseDeletionWorkflow(id: CourseDeletionInput): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    await surely.beginDeletion(id);
    await removeUntilNothingIsLeft(id);
    await surely.completeDeletion(id);
    await sleep(untilNothingArrives);
    await remove(id);
  });
}

async function removeUntilNothingIsLeft(id: CourseDeletionInput): Promise<void> {
  for (let round = 1; ; round += 1) {
    await remove(id);
    const left = await surely.countRemains(id);
    if (Object.values(left).every((count) => count === 0)) return;
    if (round === rounds) throw await giveUp(id, left);
    await sleep(round * 10_000);
  }
}

async function remove(id: CourseDeletionInput): Promise<void> {
  await surely.removePoints(id);
  await surely.removeFiles(id);
  await surely.removeDocuments(id);
  // Last, for documents of this course refer to them.
  await surely.removeUnusedText(id);
}

async function giveUp(id: CourseDeletionInput, left: Record<string, number>): Promise<ApplicationFailure> {
  const counts = Object.entries(left).map(([store, count]) => `${count} ${store}`);
  const reason = `Not all of the course could be removed. Left are: ${counts.join(", ")}.`;
  await surely.failDeletion({ ...id, reason });
  return ApplicationFailure.create({ message: reason, type: "explained", nonRetryable: true });
}

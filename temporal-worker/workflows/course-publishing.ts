import { CancellationScope, proxyActivities, sleep } from "@temporalio/workflow";
import type { CoursePublishingInput } from "@smartcourse/contracts/courses/workflows";
import type { PublishingActivities } from "../publishing-activities.ts";
import { failureReason } from "./failure-reason.ts";
import { certain, embeddingStep, indexingStep, long, quick } from "./step-options.ts";

const steps = proxyActivities<PublishingActivities>(quick);
const reading = proxyActivities<PublishingActivities>({ ...long, retry: { maximumAttempts: 3 } });
const embedding = proxyActivities<PublishingActivities>(embeddingStep);
const indexing = proxyActivities<PublishingActivities>(indexingStep);
const surely = proxyActivities<PublishingActivities>(certain);

const phrases: Readonly<Record<string, string>> = {
  extractMaterial: "A file could not be read for a fault on our side. Try again later.",
  embedMaterial: "The content could not be embedded for a fault on our side. Try again later.",
  indexMaterial: "The search index did not take the content. Try again later.",
};

/**
 * Makes a version out of a course's draft and publishes it. What fails is taken back in reverse: the version leaves the
 * index, then the stores; the course stays what it was, with the version that was published before.
 */
export async function CoursePublishingWorkflow(id: CoursePublishingInput): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    await steps.beginPublishing(id);
    await awaitExtraction(id);
    // Each goes on the list before its step, which may do its work and die before it says so.
    undo.push(() => surely.discardVersion(id));
    const materials = await steps.freezeVersion(id);
    let chunks = 0;
    for (const material_id of materials) chunks += await embedding.embedMaterial({ ...id, material_id });
    undo.push(() => surely.removeFromIndex(id));
    for (const material_id of materials) await indexing.indexMaterial({ ...id, material_id });
    // Not to be cancelled: it may have been published when that is noticed.
    await CancellationScope.nonCancellable(() =>
      surely.completePublishing({ ...id, materials: materials.length, chunks }),
    );
  } catch (error) {
    await CancellationScope.nonCancellable(() => takeBack(id, undo, failureReason(error, phrases)));
    throw error;
  }
}

async function takeBack(
  id: CoursePublishingInput,
  undo: readonly (() => Promise<void>)[],
  reason: string,
): Promise<void> {
  for (const step of undo.toReversed()) await step();
  await surely.failPublishing({ ...id, reason });
}

/** Waits for the files that are being read since they were uploaded, and reads those itself that got lost on the way. */
async function awaitExtraction(id: CoursePublishingInput): Promise<void> {
  for (let seconds = 1; ; seconds = Math.min(2 * seconds, 10)) {
    const { reading: waiting, overdue } = await steps.listMaterialsBeingRead(id);
    if (waiting.length === 0) return;
    for (const material_id of overdue) await reading.extractMaterial({ material_id });
    if (overdue.length === 0) await sleep(seconds * 1_000);
  }
}

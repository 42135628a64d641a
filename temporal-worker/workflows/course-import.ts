import { CancellationScope, proxyActivities } from "@temporalio/workflow";
import type { CourseImportInput } from "@smartcourse/contracts/transfer/workflows";
import type { TransferActivities } from "../transfer-activities.ts";
import { failureReason } from "./failure-reason.ts";
import { certain, long, quick } from "./step-options.ts";

const steps = proxyActivities<TransferActivities>(quick);
const checking = proxyActivities<TransferActivities>({
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "30s", maximumAttempts: 5 },
});
/** Once an archive is found good its course is made, however long a store is away. */
const making = proxyActivities<TransferActivities>({
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "1 minute" },
});
const surely = proxyActivities<TransferActivities>(certain);

const phrases: Readonly<Record<string, string>> = {
  checkImport: "The archive could not be read for a fault on our side. Try again later.",
};

/** Checks an archive, makes a draft of it, and brings the files to where uploads are processed. */
export async function CourseImportWorkflow(input: CourseImportInput): Promise<void> {
  try {
    await steps.beginImport(input);
    await checking.checkImport(input);
    await making.makeImportedCourse(input);
    await making.copyImportedFiles(input);
    await surely.completeImport(input);
  } catch (error) {
    const reason = failureReason(error, phrases);
    await CancellationScope.nonCancellable(() => surely.failImport({ ...input, reason }));
    throw error;
  }
}

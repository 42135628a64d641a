import { CancellationScope, proxyActivities } from "@temporalio/workflow";
import type { CourseExportInput } from "@smartcourse/contracts/transfer/workflows";
import type { TransferActivities } from "../transfer-activities.ts";
import { failureReason } from "./failure-reason.ts";
import { certain, long, quick } from "./step-options.ts";

const steps = proxyActivities<TransferActivities>(quick);
const writing = proxyActivities<TransferActivities>({
  ...long,
  retry: { initialInterval: "1s", maximumInterval: "30s", maximumAttempts: 5 },
});
const surely = proxyActivities<TransferActivities>(certain);

const phrases: Readonly<Record<string, string>> = {
  writeExport: "The archive could not be written for a fault on our side. Try again later.",
};

/** Puts a course's draft and files into an archive. What fails leaves nothing. */
export async function CourseExportWorkflow(input: CourseExportInput): Promise<void> {
  try {
    await steps.beginExport(input);
    const result = await writing.writeExport(input);
    await surely.completeExport({ ...input, result });
  } catch (error) {
    const reason = failureReason(error, phrases);
    await CancellationScope.nonCancellable(() => surely.failExport({ ...input, reason }));
    throw error;
  }
}

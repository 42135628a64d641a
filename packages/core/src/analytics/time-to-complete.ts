import type { TimeToComplete } from "@smartcourse/contracts/analytics/schemas";
import type { CounterName } from "./counters.ts";
import { histogram, medianDays } from "./durations.ts";
import { totalOf } from "./series.ts";
import type { StepSum } from "./series-store.ts";

/** The sums that it takes. */
export const timeNames = [
  "completions",
  "completion_seconds",
  "completion_times",
] as const satisfies CounterName[];

/** How long completions took, out of their sums. Pure. */
export function timeToComplete(sums: readonly Omit<StepSum, "step">[]): TimeToComplete {
  const completions = totalOf(sums, "completions");
  const counted = sums
    .filter(({ name }) => name === "completion_times")
    .map(({ bucket, total }) => ({ bucket, count: total }));
  const seconds = totalOf(sums, "completion_seconds");
  return {
    mean_days: completions <= 0 ? null : seconds / completions / 86_400,
    median_days: medianDays(counted),
    histogram: histogram(counted),
  };
}

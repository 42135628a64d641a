import type { CounterName } from "./counters.ts";
import { shareOf, totalOf } from "./series.ts";
import type { StepSum } from "./series-store.ts";

/** The sums that it takes. */
export const aiNames = [
  "questions",
  "questions_answered",
  "confidence",
  "answer_milliseconds",
] as const satisfies CounterName[];

/** How the assistant was used, out of its sums. Pure. */
export function aiUse(sums: readonly Omit<StepSum, "step">[]) {
  const questions = totalOf(sums, "questions");
  const mean = (name: CounterName, unit: number) =>
    questions <= 0 ? null : totalOf(sums, name) / questions / unit;
  return {
    questions: Math.max(0, questions),
    answered_share: questions <= 0 ? null : shareOf(totalOf(sums, "questions_answered"), questions),
    mean_confidence: mean("confidence", 1000),
    mean_answer_seconds: mean("answer_milliseconds", 1000),
  };
}

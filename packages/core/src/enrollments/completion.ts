import type { CompletionRule } from "@smartcourse/contracts/courses/schemas";
import { DomainError } from "@smartcourse/contracts/errors";
import type { NextStep } from "@smartcourse/contracts/problem";
import { type Coverage, Tally } from "./tally.ts";

/** The percentage from which a course can be completed by a rule. 100 is reached only when every module is done. */
function neededPercentage(rule: CompletionRule): number {
  return rule.kind === "percentage" ? rule.threshold : 100;
}

/** Whether enough is done. */
export function isCompletable(rule: CompletionRule, completionPercentage: number): boolean {
  return completionPercentage >= neededPercentage(rule);
}

/**
 * Holds what is done against the rule of the version.
 * @throws DomainError enrollment.incomplete, with what is left and what is needed
 */
export function assertCompletable(
  enrollmentId: number,
  { completion_rule, ...coverage }: Coverage & { readonly completion_rule: CompletionRule },
): void {
  const tally = new Tally(coverage);
  const { completion_percentage } = tally.position;
  if (isCompletable(completion_rule, completion_percentage)) return;
  const missing_modules = tally.missingModules;
  const needed_percentage = neededPercentage(completion_rule);
  const next: NextStep = { method: "PUT", path: `/enrollments/${enrollmentId}/progress` };
  throw new DomainError(
    "enrollment.incomplete",
    `${completion_percentage} % is done and ${needed_percentage} % is needed. Modules left to do: ${missing_modules.join(", ")}. Mark them with PUT ${next.path}`,
    { extensions: { missing_modules, completion_percentage, needed_percentage, next } },
  );
}

import type { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import { aiUse } from "./ai-use.ts";
import type { CounterName } from "./counters.ts";
import { shareOf, totalOf } from "./series.ts";
import type { StepSum } from "./series-store.ts";

/** The sums that it takes. */
export const dashboardNames = [
  "student_accounts",
  "instructor_accounts",
  "enrollments",
  "completions",
  "certificates",
  "certificates_revoked",
] as const satisfies CounterName[];

type Sums = readonly Omit<StepSum, "step">[];

/** What a dashboard is made of. `people`: undefined where they are accounts. */
export interface DashboardParts {
  readonly ever: Sums;
  readonly today: Sums;
  readonly courses: number;
  readonly waiting: number;
  readonly active_students: number;
  readonly at_risk_students: number;
  readonly people: { readonly students: number; readonly instructors: number } | undefined;
}

/** The dashboard out of its parts. Pure. */
export function composeDashboard({
  ever,
  today,
  courses,
  waiting,
  people,
  ...activity
}: DashboardParts): Dashboard {
  // Events may come in any order: for a moment a total can be below what it will be, or below nothing.
  const total = (name: CounterName, sums = ever) => Math.max(0, totalOf(sums, name));
  return {
    total_students: people?.students ?? total("student_accounts"),
    total_instructors: people?.instructors ?? total("instructor_accounts"),
    total_courses: courses,
    new_enrollments_today: total("enrollments", today),
    completion_rate: shareOf(total("completions"), total("enrollments")),
    active_students: activity.active_students,
    at_risk_students: activity.at_risk_students,
    waiting_students: waiting,
    certificates: Math.max(0, total("certificates") - total("certificates_revoked")),
    ai: aiUse(ever),
  };
}

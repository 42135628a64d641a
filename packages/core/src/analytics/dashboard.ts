import type { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import type { TotalKey } from "./counters.ts";

/** A total over all days, and the part of it that belongs to the day asked for. */
export interface TotalSum {
  readonly name: string;
  readonly dimension: string;
  readonly total: number;
  readonly on_day: number;
}

const students = { name: "users", dimension: "role:student" } as const;
const instructors = { name: "users", dimension: "role:instructor" } as const;
const courses = { name: "published_courses", dimension: "all" } as const;
const enrollments = { name: "enrollments", dimension: "all" } as const;
const completions = { name: "completions", dimension: "all" } as const;

/** The totals that a dashboard is made of. */
export const dashboardTotals: readonly TotalKey[] = [
  students,
  instructors,
  courses,
  enrollments,
  completions,
];

/** The dashboard out of its totals, of which those that nothing was counted for are missing. Pure. */
export function composeDashboard(sums: readonly TotalSum[]): Dashboard {
  const find = (wanted: TotalKey) =>
    sums.find(({ name, dimension }) => name === wanted.name && dimension === wanted.dimension);
  // Events may come in any order: for a moment a total can be below what it will be, or below nothing.
  const total = (wanted: TotalKey) => Math.max(0, find(wanted)?.total ?? 0);
  const enrolled = total(enrollments);
  return {
    total_students: total(students),
    total_instructors: total(instructors),
    total_courses: total(courses),
    new_enrollments_today: Math.max(0, find(enrollments)?.on_day ?? 0),
    completion_rate: enrolled === 0 ? 0 : Math.min(1, total(completions) / enrolled),
  };
}

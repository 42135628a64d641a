/** What became of a line. `refused`: `detail` says why. */
export const bulkOutcomes = [
  "enrolled",
  "waitlisted",
  "already_enrolled",
  "no_such_student",
  "refused",
  "failed",
] as const;
export type BulkOutcome = (typeof bulkOutcomes)[number];

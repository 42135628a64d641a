import * as z from "zod";

const Total = z.int().min(0);

/**
 * What the events told so far. `total_courses`: courses that were ever published. `completion_rate`: completions among
 * enrolments, 0 to 1.
 */
export const Dashboard = z.object({
  total_students: Total,
  total_instructors: Total,
  total_courses: Total,
  new_enrollments_today: Total,
  completion_rate: z.number().min(0).max(1),
});
export type Dashboard = z.infer<typeof Dashboard>;

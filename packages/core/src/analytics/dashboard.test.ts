import { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import { describe, expect, it } from "vitest";
import { composeDashboard } from "./dashboard.ts";

const sum = (name: string, dimension: string, total: number, on_day = 0) => ({
  name,
  dimension,
  total,
  on_day,
});

describe("dashboard", () => {
  it("is nothing but noughts before the first event", () => {
    expect(composeDashboard([])).toEqual({
      total_students: 0,
      total_instructors: 0,
      total_courses: 0,
      new_enrollments_today: 0,
      completion_rate: 0,
    });
  });

  it("puts each total where it belongs", () => {
    const sums = [
      sum("users", "role:student", 40),
      sum("users", "role:instructor", 3),
      sum("published_courses", "all", 5),
      sum("enrollments", "all", 80, 6),
      sum("completions", "all", 20, 1),
    ];
    expect(composeDashboard(sums)).toEqual({
      total_students: 40,
      total_instructors: 3,
      total_courses: 5,
      new_enrollments_today: 6,
      completion_rate: 0.25,
    });
  });

  it("keeps within its bounds while events are still on their way", () => {
    const early = composeDashboard([
      sum("users", "role:student", -1),
      sum("enrollments", "all", 1),
      sum("completions", "all", 2),
    ]);
    expect(early).toMatchObject({ total_students: 0, completion_rate: 1 });
    expect(Dashboard.safeParse(early).success).toBe(true);
  });
});

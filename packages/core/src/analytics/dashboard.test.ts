import { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import { describe, expect, it } from "vitest";
import { type DashboardParts, composeDashboard } from "./dashboard.ts";
import { dropOff } from "./drop-off.ts";

const sum = (name: DashboardParts["ever"][number]["name"], total: number) => ({ name, bucket: 0, total });
const nobody = { active_students: 0, at_risk_students: 0, courses: 0, waiting: 0, people: undefined };

describe("dashboard", () => {
  it("is nothing but noughts before the first event", () => {
    expect(composeDashboard({ ever: [], today: [], ...nobody })).toEqual({
      total_students: 0,
      total_instructors: 0,
      total_courses: 0,
      new_enrollments_today: 0,
      completion_rate: 0,
      active_students: 0,
      at_risk_students: 0,
      waiting_students: 0,
      certificates: 0,
      ai: { questions: 0, answered_share: null, mean_confidence: null, mean_answer_seconds: null },
    });
  });

  it("puts each total where it belongs", () => {
    const ever = [
      sum("student_accounts", 40),
      sum("instructor_accounts", 3),
      sum("enrollments", 80),
      sum("completions", 20),
      sum("certificates", 9),
      sum("certificates_revoked", 1),
      sum("questions", 4),
      sum("questions_answered", 3),
      sum("confidence", 2400),
      sum("answer_milliseconds", 6000),
    ];
    const parts = { ...nobody, ever, today: [sum("enrollments", 6)], courses: 5, waiting: 2 };
    expect(composeDashboard(parts)).toMatchObject({
      total_students: 40,
      total_instructors: 3,
      total_courses: 5,
      new_enrollments_today: 6,
      completion_rate: 0.25,
      waiting_students: 2,
      certificates: 8,
      ai: { questions: 4, answered_share: 0.75, mean_confidence: 0.6, mean_answer_seconds: 1.5 },
    });
  });

  it("keeps within its bounds while events are still on their way", () => {
    const early = composeDashboard({
      ...nobody,
      ever: [sum("student_accounts", -1), sum("enrollments", 1), sum("completions", 2)],
      today: [],
    });
    expect(early).toMatchObject({ total_students: 0, completion_rate: 1 });
    expect(Dashboard.safeParse(early).success).toBe(true);
  });
});

describe("drop-off", () => {
  it("tells of each module, in order, who came to it and who did it", () => {
    const row = (name: string, module_id: number, value: number, version = 2) => ({
      version,
      name,
      module_id,
      value,
    });
    const rows = [
      row("began", 0, 10),
      row("module_next", 0, 3),
      row("module_next", 11, 1),
      row("module_done", 11, 6),
      row("module_next", 12, 4),
      row("module_done", 12, 2),
      row("module_done", 12, 99, 1),
    ];
    const modules = [11, 12, 13].map((id) => ({ id, title: `Module ${id}` }));
    expect(
      dropOff(rows, 2, modules).map(({ reached, completed, stopped }) => [reached, completed, stopped]),
    ).toEqual([
      [10, 6, 0.4],
      [6, 2, 4 / 6],
      [0, 0, null],
    ]);
  });
});

import { parseArgs } from "node:util";
import { PeriodQuery } from "@smartcourse/contracts/analytics/period-schemas";
import { getCompletions } from "@smartcourse/core/analytics/get-completions";
import { getCourseAnalytics } from "@smartcourse/core/analytics/get-course-analytics";
import { getDashboard } from "@smartcourse/core/analytics/get-dashboard";
import { getEnrollmentTrends } from "@smartcourse/core/analytics/get-enrollment-trends";
import { getStudentAnalytics } from "@smartcourse/core/analytics/get-student-analytics";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import { migrate } from "@smartcourse/platform/migrate";
import { type Db, openPostgres } from "@smartcourse/platform/postgres";
import { whenAskedToStop } from "../local/platform/signals.ts";
import { startServices } from "../local/platform/start-services.ts";
import { fillProjections } from "./analytics-projections.ts";
import { race } from "./measure.ts";

const admin: Actor = { id: 1, role: "admin", sessionId: "" };
const instructor: Actor = { id: 2, role: "instructor", sessionId: "" };
const now = new Date("2026-07-01T12:00:00Z");

/** `pnpm bench analytics [--enrollments 1000000] [--rounds 20]`: the five endpoints' reading, over that many enrolments of three years. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      enrollments: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "20" },
    },
  });
  const stopped = whenAskedToStop();
  const services = await startServices({ only: ["postgres"], say: console.log });
  try {
    const url = services.environment["DATABASE_URL"] ?? "";
    await Promise.race([
      measure(url, Number(values.enrollments), Number(values.rounds)),
      services.failed,
      stopped,
    ]);
  } finally {
    await services.stop();
  }
}

async function measure(url: string, enrollments: number, rounds: number): Promise<void> {
  const db = openPostgres(url, 1);
  try {
    await migrate(db);
    await fillProjections(url, enrollments);
    console.log(`\n${enrollments.toLocaleString("en")} enrolments in 2,000 courses over three years\n`);
    const contenders = readings(db).map(([name, work]) => ({ name, work }));
    const times = await race(contenders, { rounds, warmUp: 3 });
    console.log("reading".padEnd(52) + "median ms     p95");
    for (const [name, { median, p95 }] of times) {
      console.log(name.padEnd(52) + [median, p95].map((ms) => ms.toFixed(1).padStart(8)).join(""));
    }
  } finally {
    await db.destroy();
  }
}

function readings(db: Db): [string, () => Promise<unknown>][] {
  const period = (more: object) => PeriodQuery.parse(more);
  const year = { from: "2025-07-01", to: "2026-06-30" };
  const zone = { time_zone: "Asia/Kathmandu" };
  const course = (query: object) =>
    getCourseAnalytics(db, { id: 1, query: period(query), actor: admin }, now);
  return [
    ["dashboard, admin", () => getDashboard(db, admin, "UTC", now)],
    ["dashboard, instructor of 20 courses", () => getDashboard(db, instructor, "UTC", now)],
    ["enrolments, a year by days, UTC", () => getEnrollmentTrends(db, period(year), admin, now)],
    [
      "enrolments, a year by days, Kathmandu",
      () => getEnrollmentTrends(db, period({ ...year, ...zone }), admin, now),
    ],
    [
      "enrolments, three years by weeks, Kathmandu, compared",
      () =>
        getEnrollmentTrends(
          db,
          period({ from: "2023-07-01", to: "2026-06-30", granularity: "week", compare: "previous", ...zone }),
          admin,
          now,
        ),
    ],
    [
      "enrolments, a year by days, Kathmandu, instructor",
      () => getEnrollmentTrends(db, period({ ...year, ...zone }), instructor, now),
    ],
    [
      "completions, a year by months",
      () => getCompletions(db, period({ ...year, granularity: "month" }), admin, now),
    ],
    ["course of 10 % of all enrolments, 30 days", () => course({})],
    [
      "student",
      () => getStudentAnalytics(db, { id: 5, query: { limit: 20, cursor: undefined }, actor: admin }, now),
    ],
  ];
}

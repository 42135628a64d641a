import type * as z from "zod";
import type { CourseAnalytics, CourseAnalyticsQuery } from "@smartcourse/contracts/analytics/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { countActivity, countWaiting, listAtRisk } from "./activity-store.ts";
import { readAiUse } from "./course-ai.ts";
import { readActivity, readModules, readStandings } from "./course-figures-store.ts";
import { type StandingRow, dropOff, standing } from "./drop-off.ts";
import { resolvePeriod } from "./period.ts";
import { shareOf, totalOf } from "./series.ts";
import { sumEver } from "./series-store.ts";
import { timeNames, timeToComplete } from "./time-to-complete.ts";
import { findVisibleCourse } from "./visible-course.ts";

const shownAtRisk = 20;
const names = ["enrollments", "certificates", "certificates_revoked", ...timeNames] as const;

interface Asked {
  readonly id: number;
  readonly query: z.output<typeof CourseAnalyticsQuery>;
  readonly actor: Actor;
}

/** All that is known of a course, for its instructor and admins. @throws DomainError course.not_found, request.invalid */
export async function getCourseAnalytics(
  db: Db,
  { id, query, actor }: Asked,
  now: Date,
): Promise<CourseAnalytics> {
  const period = resolvePeriod(query, now);
  const course = await findVisibleCourse(db, id, actor);
  const scope = { kind: "course", id } as const;
  const [standings, ever] = [await readStandings(db, id), await sumEver(db, scope, names)];
  const total = (name: (typeof names)[number]) => Math.max(0, totalOf(ever, name));
  return {
    course_id: id,
    title: course.title,
    status: course.status,
    totals: {
      enrollments: total("enrollments"),
      ...howTheyStand(standings),
      waiting: await countWaiting(db, scope),
      certificates: Math.max(0, total("certificates") - total("certificates_revoked")),
    },
    completion_rate: shareOf(total("completions"), total("enrollments")),
    average_progress: averageProgress(standings),
    ...(await countActivity(db, scope, now)),
    at_risk: await listAtRisk(db, id, now, shownAtRisk),
    time_to_complete: timeToComplete(ever),
    drop_off: await readDropOff(db, id, query.version ?? course.published_version, standings),
    ai: await readAiUse(db, id, period, query.compare),
    activity: await readActivity(db, id, period),
  };
}

function howTheyStand(rows: readonly StandingRow[]) {
  return {
    active: standing(rows, "active"),
    completed: standing(rows, "completed"),
    dropped: standing(rows, "dropped"),
  };
}

function averageProgress(rows: readonly StandingRow[]): number {
  const { active, completed } = howTheyStand(rows);
  const students = active + completed;
  return students === 0 ? 0 : standing(rows, "percentage") / students / 100;
}

async function readDropOff(
  db: Db,
  courseId: number,
  version: number | null,
  rows: readonly StandingRow[],
): Promise<CourseAnalytics["drop_off"]> {
  if (version === null) return { version, began: 0, modules: [] };
  const modules = await readModules(db, courseId, version);
  return { version, began: standing(rows, "began", { version }), modules: dropOff(rows, version, modules) };
}

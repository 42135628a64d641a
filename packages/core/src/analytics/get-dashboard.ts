import type { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import type { Actor } from "@smartcourse/platform/auth/sessions";
import type { Db } from "@smartcourse/platform/postgres";
import { countActivity, countPublished, countStudents, countWaiting } from "./activity-store.ts";
import { aiNames } from "./ai-use.ts";
import { type DashboardParts, composeDashboard, dashboardNames } from "./dashboard.ts";
import { dayAround } from "./period.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { sumEver, sumSteps } from "./series-store.ts";

/** What `actor` may see in a few numbers, as the events have told it by `now`, whose day in the zone is today. */
export async function getDashboard(db: Db, actor: Actor, time_zone: string, now: Date): Promise<Dashboard> {
  const scope = scopeOf(actor);
  const today = dayAround(now, time_zone);
  const ever = await sumEver(db, scope, [...dashboardNames, ...aiNames]);
  const parts: DashboardParts = {
    ever,
    today: await sumSteps(db, scope, ["enrollments"], today.points),
    courses: await countPublished(db, scope),
    waiting: await countWaiting(db, scope),
    people: await countPeople(db, scope),
    ...(await countActivity(db, scope, now)),
  };
  return composeDashboard(parts);
}

/** Accounts are counted for the platform; an instructor has the students of her courses, and herself. */
async function countPeople(db: Db, scope: Scope): Promise<DashboardParts["people"]> {
  if (scope.kind === "platform") return undefined;
  return { students: await countStudents(db, scope), instructors: 1 };
}

import type { Dashboard } from "@smartcourse/contracts/analytics/schemas";
import type { Db } from "@smartcourse/platform/postgres";
import { sumTotals } from "./counters-store.ts";
import { composeDashboard, dashboardTotals } from "./dashboard.ts";

/** The platform's totals as the events have told them by `now`, whose day in UTC is today. */
export async function getDashboard(db: Db, now: Date): Promise<Dashboard> {
  const today = now.toISOString().slice(0, "2026-01-31".length);
  return composeDashboard(await sumTotals(db, dashboardTotals, today));
}

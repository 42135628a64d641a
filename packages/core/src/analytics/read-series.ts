import type { PeriodQuery } from "@smartcourse/contracts/analytics/period-schemas";
import type { Db } from "@smartcourse/platform/postgres";
import type { CounterName } from "./counters.ts";
import { type ResolvedPeriod, previousPeriod } from "./period.ts";
import type { Scope } from "./scope.ts";
import { type Derive, comparePrevious, composeSeries } from "./series.ts";
import { type StepSum, sumSteps } from "./series-store.ts";

interface Wanted<K extends string> {
  readonly scope: Scope;
  readonly period: ResolvedPeriod;
  readonly names: readonly CounterName[];
  readonly derive: Derive<K>;
  readonly compare: PeriodQuery["compare"];
}

/** A series, beside the time before where that is asked for, and the sums it is made of. */
export async function readSeries<K extends string>(db: Db, wanted: Wanted<K>) {
  const { scope, period, names, derive } = wanted;
  const sums = await sumSteps(db, scope, names, period.points);
  const series = composeSeries(period, sums, derive);
  return { sums, series: { ...series, previous: await readPrevious(db, wanted, series.totals) } };
}

async function readPrevious<K extends string>(
  db: Db,
  { scope, period, names, derive, compare }: Wanted<K>,
  totals: ReturnType<Derive<K>>,
) {
  if (compare === undefined) return null;
  const before = previousPeriod(period);
  const sums: StepSum[] = await sumSteps(db, scope, names, before.points);
  return comparePrevious(totals, before, composeSeries(before, sums, derive).totals);
}

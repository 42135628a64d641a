import type { Change } from "@smartcourse/contracts/analytics/period-schemas";
import type { CounterName } from "./counters.ts";
import type { Point, ResolvedPeriod } from "./period.ts";
import type { StepSum } from "./series-store.ts";

type Sums = readonly Omit<StepSum, "step">[];
export type Figures<K extends string> = Readonly<Record<K, number>>;
/** Figures out of sums. */
export type Derive<K extends string> = (sum: (name: CounterName) => number) => Figures<K>;

/** The sum of a name, over all buckets; 0 where nothing was counted. Pure. */
export function totalOf(sums: Sums, name: CounterName): number {
  return sums.reduce((total, sum) => (sum.name === name ? total + sum.total : total), 0);
}

/** A series out of the sums of its steps: a point for every step, noughts where nothing happened. Pure. */
export function composeSeries<K extends string>(
  { points, from, to, granularity, time_zone }: ResolvedPeriod,
  sums: readonly StepSum[],
  derive: Derive<K>,
) {
  const bySteps = Map.groupBy(sums, ({ step }) => step);
  return {
    period: { from, to, granularity, time_zone },
    totals: derive((name) => totalOf(sums, name)),
    points: points.map((point, step) => ({
      ...named(point),
      ...derive((name) => totalOf(bySteps.get(step) ?? [], name)),
    })),
  };
}

function named({ start, end, from, to }: Point) {
  return { start, end, starts_at: new Date(from).toISOString(), ends_at: new Date(to).toISOString() };
}

/** The time before beside the figures of a period. Pure. */
export function comparePrevious<K extends string>(
  now: Figures<K>,
  { from, to }: ResolvedPeriod,
  before: Figures<K>,
) {
  const names = Object.keys(now) as K[];
  const change = Object.fromEntries(names.map((name) => [name, changeOf(now[name], before[name])]));
  return { from, to, totals: before, change: change as Record<K, Change> };
}

function changeOf(now: number, before: number): Change {
  return { absolute: now - before, relative: before === 0 ? null : (now - before) / before };
}

/** A share between 0 and 1; 0 of nothing. While events are on their way a part may be larger than its whole. Pure. */
export function shareOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));
}

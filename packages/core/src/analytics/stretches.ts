import { dayMs } from "./slots.ts";

/** From and to, in milliseconds; `to` is not included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which slots make up a period: days of UTC, but for those within which a step begins or ends, and quarters of an hour in those. */
export interface Coverage {
  readonly days: Stretch;
  readonly splitDays: readonly number[];
  readonly quarters: readonly Stretch[];
}

/** How a period, whose steps follow each other, is made of slots. Whatever its length, few slots have to be read. Pure. */
export function coverageOf(points: readonly Stretch[]): Coverage {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error("A period has at least one step");
  const whole = { from: first.from, to: last.to };
  const edges = [first.from, ...points.map(({ to }) => to)];
  const splitDays = [...new Set(edges.filter((edge) => edge % dayMs !== 0).map(dayOf))];
  const quarters = splitDays.map((day) => ({
    from: Math.max(day, whole.from),
    to: Math.min(day + dayMs, whole.to),
  }));
  return { days: whole, splitDays, quarters: merge(quarters) };
}

function dayOf(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    if (before !== undefined && before.to === stretch.from) {
      merged.splice(-1, 1, { from: before.from, to: stretch.to });
    } else if (stretch.from < stretch.to) merged.push(stretch);
  }
  return merged;
}

import { sql } from "kysely";
import type { Db } from "@smartcourse/platform/postgres";
import type { CounterName } from "./counters.ts";
import { type Scope, inScope } from "./scope.ts";
import { spans } from "./slots.ts";
import { type Stretch, coverageOf } from "./stretches.ts";

/** What came together in a step of a period, which is counted from 0. */
export interface StepSum {
  readonly step: number;
  readonly name: CounterName;
  readonly bucket: number;
  readonly total: number;
}

const times = (list: readonly number[]) => list.map((time) => new Date(time).toISOString());

/** The sums of each step; where nothing was counted there is no row. */
export async function sumSteps(
  db: Db,
  scope: Scope,
  names: readonly CounterName[],
  points: readonly Stretch[],
): Promise<StepSum[]> {
  const { days, splitDays, quarters } = coverageOf(points);
  const [first = "", last = ""] = times([days.from, days.to]);
  const wanted = sql`c.name = any(${names}::text[]) and ${inScope(scope, "c.course_id")}`;
  const { rows } = await sql<StepSum>`
    with parts as (
      select c.name, c.bucket, c.slot, c.value from analytics_counters c
      where ${wanted} and c.span = ${sql.lit(spans.day)}
        and c.slot >= ${first}::timestamptz and c.slot < ${last}::timestamptz
        and c.slot <> all(${times(splitDays)}::timestamptz[])
      union all
      select c.name, c.bucket, c.slot, c.value
      from unnest(
        ${times(quarters.map(({ from }) => from))}::timestamptz[],
        ${times(quarters.map(({ to }) => to))}::timestamptz[]
      ) as stretch (starts_at, ends_at)
      join analytics_counters c
        on c.span = ${sql.lit(spans.quarter)} and c.slot >= starts_at and c.slot < ends_at and ${wanted}
    )
    select width_bucket(slot, ${times(points.map(({ from }) => from))}::timestamptz[]) - 1 as step,
      name, bucket, sum(value)::bigint as total
    from parts group by 1, 2, 3`.execute(db);
  return rows;
}

/** Sums over all time, by name and bucket. */
export async function sumEver(
  db: Db,
  scope: Scope,
  names: readonly CounterName[],
): Promise<Omit<StepSum, "step">[]> {
  const { rows } = await sql<Omit<StepSum, "step">>`
    select name, bucket, sum(value)::bigint as total from analytics_counters
    where name = any(${names}::text[]) and ${inScope(scope, "course_id")} and span = ${sql.lit(spans.day)}
    group by 1, 2`.execute(db);
  return rows;
}

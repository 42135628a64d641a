import { sql } from "kysely";
import type { Db, Tx } from "@smartcourse/platform/postgres";
import { log, measure } from "@smartcourse/platform/telemetry";
import { type Comparison, sourceComparisons } from "./comparisons.ts";
import { participantComparisons } from "./participant-comparisons.ts";

/** Where a projection says one thing and its source another; null where one of them says nothing. */
export interface Difference {
  readonly key: string;
  readonly projected: string | null;
  readonly actual: string | null;
}

interface Drift {
  readonly projection: string;
  readonly differences: number;
  /** The first of them. */
  readonly examples: readonly Difference[];
}

const shown = 10;

/**
 * Compares every projection with the tables that its events tell of, in one snapshot. An event that is still on its way is a difference: so
 * only what stays different is wrong.
 */
export async function checkProjections(db: Db): Promise<Drift[]> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      await sql`set local statement_timeout = '300s'`.execute(tx);
      const drifts: Drift[] = [];
      for (const comparison of [...sourceComparisons, ...participantComparisons]) {
        drifts.push(await compare(tx, comparison));
      }
      return drifts;
    });
}

/** The same as a metric: `projection_drift`, by projection. What differs is logged. */
export async function measureDrift(db: Db): Promise<void> {
  for (const { projection, differences, examples } of await checkProjections(db)) {
    measure({ projection }, [["projection_drift", "Count", differences]]);
    if (differences > 0) log().warn("projection.drift", { projection, differences, examples });
  }
}

async function compare(tx: Tx, { name, projected, actual }: Comparison): Promise<Drift> {
  const { rows } = await sql<Difference & { differences: number }>`
    select coalesce(p.key, a.key) as key, p.value as projected, a.value as actual, count(*) over () as differences
    from (${projected}) as p full join (${actual}) as a on a.key = p.key
    where p.value is distinct from a.value order by 1 limit ${shown}`.execute(tx);
  return {
    projection: name,
    differences: rows[0]?.differences ?? 0,
    examples: rows.map((row) => ({ key: row.key, projected: row.projected, actual: row.actual })),
  };
}

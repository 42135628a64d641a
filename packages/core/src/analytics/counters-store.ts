import type { Db, Tx } from "@smartcourse/platform/postgres";
import type { Count, TotalKey } from "./counters.ts";
import type { TotalSum } from "./dashboard.ts";

/** The day of a total that is not kept by day. */
const undated = "0001-01-01";

/**
 * Adds to running totals, in one statement. Its rows come in the order of their key, in which every other transaction
 * locks them too.
 */
export async function addCounts(tx: Tx, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  const key = ({ name, dimension, day }: Count) => `${name} ${dimension} ${day}`;
  await tx
    .insertInto("analytics_counters")
    .values(counts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)))
    .onConflict((conflict) =>
      conflict
        .columns(["name", "dimension", "day"])
        .doUpdateSet((eb) => ({ value: eb("analytics_counters.value", "+", eb.ref("excluded.value")) })),
    )
    .execute();
}

/** Counts a course the first time that a published version of it is heard of, whichever version that is. */
export async function countCourseOnce(tx: Tx, courseId: number): Promise<void> {
  const course = {
    name: "published_courses",
    dimension: `course:${courseId}`,
    day: undated,
    value: 1,
  } as const;
  const first = await tx
    .insertInto("analytics_counters")
    .values(course)
    .onConflict((conflict) => conflict.doNothing())
    .returning("name")
    .executeTakeFirst();
  if (first !== undefined) await addCounts(tx, [{ ...course, dimension: "all" }]);
}

/** The sums over all days of some totals; `day` as YYYY-MM-DD. */
export async function sumTotals(db: Db, wanted: readonly TotalKey[], day: string): Promise<TotalSum[]> {
  return db
    .selectFrom("analytics_counters")
    .select((eb) => [
      "name",
      "dimension",
      eb.fn.sum<number>("value").as("total"),
      eb.fn.coalesce(eb.fn.sum<number>("value").filterWhere("day", "=", day), eb.lit(0)).as("on_day"),
    ])
    .where((eb) =>
      eb(
        eb.refTuple("name", "dimension"),
        "in",
        wanted.map(({ name, dimension }) => eb.tuple(name, dimension)),
      ),
    )
    .groupBy(["name", "dimension"])
    .execute();
}

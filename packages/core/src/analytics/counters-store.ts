import type { Tx } from "@smartcourse/platform/postgres";
import type { Count } from "./counters.ts";
import { slotOf, spans } from "./slots.ts";

/**
 * Adds to the sums, in one statement. Its rows come in the order of their key, in which every other transaction locks
 * them too.
 */
export async function addCounts(tx: Tx, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  await tx
    .insertInto("analytics_counters")
    .values(counts.flatMap(inEverySpan).toSorted(byKey))
    .onConflict((conflict) =>
      conflict
        .columns(["name", "course_id", "span", "slot", "bucket"])
        .doUpdateSet((eb) => ({ value: eb("analytics_counters.value", "+", eb.ref("excluded.value")) })),
    )
    .execute();
}

function inEverySpan({ time, ...count }: Count) {
  return Object.values(spans).map((span) => ({ ...count, span, slot: slotOf(time, span) }));
}

type Row = ReturnType<typeof inEverySpan>[number];

function byKey(a: Row, b: Row): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf({ name, course_id, span, slot, bucket }: Row): string {
  return `${name} ${course_id} ${span} ${slot} ${bucket}`;
}

import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { type Consumer, functionPath } from "@smartcourse/contracts/define";
import { consumers } from "@smartcourse/contracts/functions";
import { postgres } from "@smartcourse/platform/postgres";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { histories } from "../support/event-histories.ts";
import "../support/use-scratch-database.ts";

const projecting = consumers.filter(({ projection = [] }) => projection.length > 0);

/** What its projection says, where a sum of nought says as much as none, once a consumer has had the effect of events, from nothing, in this order. */
async function projectionAfter({ id, projection = [] }: Consumer, events: readonly object[]) {
  for (const table of ["inbox", "outbox", ...projection])
    await sql`delete from ${sql.table(table)}`.execute(postgres());
  const { handler } = await import(/* @vite-ignore */ pathToFileURL(`${functionPath(id)}.ts`).href);
  const messages = events.map((event) => JSON.stringify(event));
  await handler(kafkaBatch("any.events", messages));
  const failed = await postgres().selectFrom("outbox").select("message").execute();
  expect(failed).toEqual([]);
  const said = projection.map(async (table) => {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(it)::text as row from ${sql.table(table)} as it
      where coalesce((to_jsonb(it) ->> 'value')::numeric, 1) <> 0`.execute(postgres());
    return [table, rows.map(({ row }) => row).toSorted()];
  });
  return Object.fromEntries(await Promise.all(said));
}

it.each(projecting.map((consumer) => [consumer.id, consumer] as const))(
  "fault 12: whatever the order, and however often they come, events leave %s with the same",
  async (_, consumer) => {
    const disorder = histories.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(disorder, async ([events, shuffled]) => {
        const inOrder = await projectionAfter(consumer, events);
        expect(Object.values(inOrder).flat().length).toBeGreaterThan(0);
        expect(await projectionAfter(consumer, shuffled)).toEqual(inOrder);
      }),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 10) },
    );
  },
);

import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { MSKEvent } from "aws-lambda";
import { type Consumer, functionPath } from "@smartcourse/contracts/define";
import { consumers } from "@smartcourse/contracts/functions";
import { env } from "@smartcourse/platform/env";
import { openPostgres } from "@smartcourse/platform/postgres";
import { kafkaBatch } from "@smartcourse/platform/replay/kafka-batch";
import { replayEvents } from "@smartcourse/platform/replay/replay-events";
import { Failure } from "../../local/platform/failure.ts";

/**
 * `pnpm events replay <consumer> --from <date>`: rebuilds the consumer's projection from the events since that date. What it
 * knew of earlier ones is gone then. Ended before its end, the same command goes on where it was.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { from: { type: "string" } },
    allowPositionals: true,
  });
  const [consumer, from] = [find(positionals[0]), new Date(values.from ?? "")];
  if (Number.isNaN(from.getTime())) throw new Failure("Say from when: --from 2026-01-31");
  process.env["POWERTOOLS_METRICS_DISABLED"] = "true";
  process.env["POWERTOOLS_LOG_LEVEL"] ??= "WARN";
  const { handler } = await import(pathToFileURL(`${functionPath(consumer.id)}.ts`).href);
  const db = openPostgres(env("DATABASE_DIRECT_URL") || env("DATABASE_URL"), 2);
  try {
    const count = await replayEvents(db, consumer, {
      from,
      apply: (topic, messages) =>
        (handler as (batch: MSKEvent) => Promise<void>)(kafkaBatch(topic, messages)),
      progress: report(),
    });
    console.log(`${consumer.id} has had the effect of ${count} events since ${from.toISOString()}`);
  } finally {
    await db.destroy();
  }
}

function find(id: string | undefined): Consumer {
  const replayable = consumers.filter(({ projection = [] }) => projection.length > 0);
  const found = replayable.find((consumer) => consumer.id === id);
  if (found !== undefined) return found;
  throw new Failure(`Say which consumer's projection: ${replayable.map((one) => one.id).join(", ")}`);
}

function report() {
  let [total, lost] = [0, 0];
  return ({ events, failed }: { events: number; failed: number }) => {
    total += events;
    lost += failed;
    console.log(`  ${total} events${lost > 0 ? `, ${lost} of them failed and are being tried again` : ""}`);
  };
}

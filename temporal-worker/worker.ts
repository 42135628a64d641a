import { setTimeout as pause } from "node:timers/promises";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { env, envNumber } from "@smartcourse/platform/env";
import { closeMongo } from "@smartcourse/platform/mongo";
import { openPostgres } from "@smartcourse/platform/postgres";
import { log } from "@smartcourse/platform/telemetry";
import { askedToEnd } from "./process-end.ts";
import { type RunningWorker, startWorker } from "./start-worker.ts";

Runtime.install({
  logger: new DefaultLogger("WARN", ({ level, message, meta }) => {
    const fields = { sdk: { level, ...meta } };
    if (level === "ERROR") log().error(message, fields);
    else log().warn(message, fields);
  }),
  // The process itself says when it ends.
  shutdownSignals: [],
});

/** Waits for an engine that is not there yet. */
async function startWhenPossible(start: () => Promise<RunningWorker>): Promise<RunningWorker> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      log().warn("worker.start_failed", { error: error as Error });
      await pause(2_000);
    }
  }
}

const ending = askedToEnd();
const db = openPostgres(env("DATABASE_URL"), envNumber("DATABASE_POOL_SIZE"));
const worker = await Promise.race([startWhenPossible(() => startWorker({ db })), ending]);
if (typeof worker !== "string") {
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  await Promise.race([ending, worker.ended]);
  await worker.stop();
}
await db.destroy();
await closeMongo();
// Where it was asked to end before it had begun, an attempt may still be under way.
process.exit();

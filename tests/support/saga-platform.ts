import { env } from "@smartcourse/platform/env";
import { closeMongo } from "@smartcourse/platform/mongo";
import type { Db } from "@smartcourse/platform/postgres";
import { startRelay } from "@smartcourse/platform/relay/relay";
import { createActivities } from "../../temporal-worker/activities.ts";
import { startWorker } from "../../temporal-worker/start-worker.ts";
import { type ScratchPlatform, openOwnPostgres, openScratchPlatform } from "./scratch-platform.ts";

export interface SagaPlatform extends ScratchPlatform {
  readonly db: Db;
}

/**
 * A scratch platform with a relay and a worker of its own in this process. `timeFactor`: see openScratchPlatform().
 * `spoil` may change what the worker's activities do.
 */
export async function openSagaPlatform(
  timeFactor?: number,
  spoil: (activities: ReturnType<typeof createActivities>) => object = (activities) => activities,
): Promise<SagaPlatform> {
  const platform = await openScratchPlatform(timeFactor);
  const db = openOwnPostgres();
  const [worker, relay] = await Promise.all([
    startWorker({ db }, spoil(createActivities({ db }))),
    startRelay(env("DATABASE_URL")),
  ]);
  return {
    ...platform,
    db,
    async close() {
      await relay.stop();
      await worker.stop();
      await db.destroy();
      await platform.close();
      await closeMongo();
    },
  };
}

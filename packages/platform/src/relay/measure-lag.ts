import { consumers } from "@smartcourse/contracts/functions";
import { readLag } from "../consumer-lag.ts";
import { measure } from "../telemetry.ts";

/** Writes how many messages of each topic each consumer group has yet to work on. Every relay does: they say the same. */
export async function measureLag(): Promise<void> {
  for (const { group, topic, lag } of await readLag(consumers)) {
    measure({ group, topic }, [["consumer_lag", "Count", lag]]);
  }
}

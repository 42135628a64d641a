import { consumers } from "@smartcourse/contracts/functions";
import { readLag } from "@smartcourse/platform/consumer-lag";

/** `pnpm events lag`: how many messages of each topic each consumer group has yet to work on. */
export async function run(): Promise<void> {
  for (const { group, topic, lag } of await readLag(consumers)) {
    console.log(`${group.padEnd(22)} ${topic.padEnd(20)} ${lag.toLocaleString("en").padStart(10)}`);
  }
}

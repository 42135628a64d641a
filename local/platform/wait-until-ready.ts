import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "./failure.ts";

/** Asks until `probe` is true; what it throws meanwhile is only told when the limit is reached. */
export async function waitUntilReady(
  title: string,
  log: string,
  probe: () => Promise<boolean>,
  limitSeconds = 120,
): Promise<void> {
  const deadline = performance.now() + limitSeconds * 1000;
  let reason = "it says that it is not ready";
  while (performance.now() < deadline) {
    try {
      if (await probe()) return;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await wait(100);
  }
  throw new Failure(`${title} was not ready within ${limitSeconds} s (${reason}). Its log: ${log}`);
}

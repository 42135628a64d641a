import { log } from "../telemetry.ts";

/**
 * Runs `work` whenever it is asked to, but never twice at once: asked meanwhile, it runs once more afterwards. A failure
 * is logged under `name`, and the next call tries again. The promise resolves when nothing is left to run.
 */
export function oneAtATime(name: string, work: () => Promise<void>): () => Promise<void> {
  let again = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        log().error(name, { error: error as Error });
      }
    } while (again);
  };
  return () => {
    again = running !== undefined;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}

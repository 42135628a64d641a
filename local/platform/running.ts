import { setTimeout as wait } from "node:timers/promises";
import { stopContainers } from "./docker.ts";
import { Failure } from "./failure.ts";
import { clearOrphans } from "./orphans.ts";
import { isAlive } from "./process-identity.ts";
import { localDir, readState, type RunState } from "./run-folder.ts";

/** The platform that `npm start` started and that still runs; undefined where there is none. */
export function runningPlatform(): RunState | undefined {
  const state = readState(localDir);
  return state !== undefined && isAlive(state.owner) ? state : undefined;
}

/** The running platform once it is ready: one that is just being started is waited for. */
export async function readyPlatform(
  say: (line: string) => void,
  limitSeconds = 600,
): Promise<RunState | undefined> {
  const deadline = performance.now() + limitSeconds * 1000;
  for (let told = false; performance.now() < deadline; told = true) {
    const state = runningPlatform();
    if (state === undefined || state.ready) return state;
    if (!told) say(`The platform is being started by process ${state.owner.pid}: waiting for it.`);
    await wait(300);
  }
  throw new Failure("The platform that is being started does not become ready: npm run stop ends it.");
}

/** Stops the running platform, and whatever an earlier one left. Says what it did. */
export async function stopRunning(say: (line: string) => void): Promise<void> {
  const state = runningPlatform();
  if (state !== undefined) {
    say("Stopping SmartCourse …");
    process.kill(state.owner.pid, "SIGTERM");
    for (let tries = 0; isAlive(state.owner) && tries < 600; tries += 1) await wait(100);
    if (isAlive(state.owner)) process.kill(state.owner.pid, "SIGKILL");
  }
  await clearOrphans(say);
  await stopContainers("keep");
  say(state === undefined ? "SmartCourse is not running." : "Stopped.");
}

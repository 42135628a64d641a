import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { localDir, readState, removeState, runsDir } from "./run-folder.ts";

/** Variable that marks every process of a platform with the platform's folder. */
export const marker = "SMARTCOURSE_RUN";

/** Ends what platforms left behind whose own process was killed, and removes the data that were to be thrown away. */
export async function clearOrphans(say: (line: string) => void): Promise<void> {
  await clearFolder(localDir, say);
  for (const name of existsSync(runsDir) ? readdirSync(runsDir) : []) {
    const folder = join(runsDir, name);
    if (await clearFolder(folder, say)) await rm(folder, { recursive: true, force: true });
  }
}

/** Ends what the platform of this folder left, where its own process is gone; false where it is not. */
export async function clearFolder(folder: string, say: (line: string) => void): Promise<boolean> {
  const state = readState(folder);
  if (state !== undefined && isAlive(state.owner)) return false;
  if (state === undefined && isYoung(folder)) return false;
  const left = [...(state?.processes ?? []).filter(isAlive), ...markedWith(folder)];
  if (left.length > 0) {
    say(`Ending ${left.length} processes that an earlier platform, which was killed, left behind.`);
    await endAll(left);
  }
  removeState(folder);
  return true;
}

/** A folder without a state is another platform's that is about to start, unless its process, which names it, is gone. */
function isYoung(folder: string): boolean {
  if (folder === localDir) return false;
  const pid = Number(folder.split("/").at(-1)?.split("-")[0]);
  return identify(pid) !== undefined;
}

/** Processes that carry the folder's mark in their environment, whoever started them. */
export function markedWith(folder: string): ProcessIdentity[] {
  if (!existsSync("/proc/self/environ")) return []; // elsewhere than on Linux the record has to do
  const mark = `${marker}=${folder}\0`;
  return readdirSync("/proc")
    .filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid && environmentOf(name).includes(mark),
    )
    .map((name) => identify(Number(name)))
    .filter((found) => found !== undefined);
}

function environmentOf(pid: string): string {
  try {
    return `${readFileSync(`/proc/${pid}/environ`, "utf8")}\0`;
  } catch {
    return ""; // it has ended, or is another user's
  }
}

/** Ends processes: asks, and after five seconds kills. */
export async function endAll(processes: readonly ProcessIdentity[]): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    for (const left of processes.filter(isAlive)) sendTo(left.pid, signal);
    for (let tries = 0; tries < 50 && processes.some(isAlive); tries += 1) await wait(100);
  }
}

function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // gone meanwhile
  }
}

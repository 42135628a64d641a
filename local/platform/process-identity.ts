import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process as it can be known again later, when its id may have gone to another. `started` says when it began. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The identity of a running process; undefined where there is none of this id, or it has ended and waits to be reaped. */
export function identify(pid: number): ProcessIdentity | undefined {
  return existsSync("/proc/self/stat") ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): ProcessIdentity | undefined {
  try {
    // The name, in parentheses, may hold spaces: fields are counted after it. The first is field 3, the state.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const started = fields[19];
    return started === undefined || fields[0] === "Z"
      ? undefined
      : { pid, started: `${bootId()}:${started}` };
  } catch {
    return undefined; // no such process
  }
}

/** Where there is no /proc, as on macOS. */
function fromPs(pid: number): ProcessIdentity | undefined {
  try {
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return { pid, started };
  } catch {
    return undefined; // no such process
  }
}

/** Whether this very process, not a later one of the same id, still runs. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started;
}

let boot: string | undefined;
function bootId(): string {
  boot ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim().slice(0, 8);
  return boot;
}

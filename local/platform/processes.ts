import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "../services/service.ts";
import { identify, type ProcessIdentity } from "./process-identity.ts";

/** A process of the platform: leader of a group of its own, so that what it starts ends with it and Ctrl-C does not reach it first. */
export interface Running {
  readonly label: string;
  readonly log: string;
  readonly identity: ProcessIdentity;
  readonly child: ChildProcess;
  /** Settles when it has ended, with how. */
  readonly ended: Promise<string>;
  stopping: boolean;
}

/** Starts a command with its output appended to `log`. Rejects where it cannot be started at all. */
export async function launch(command: Command, log: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const output = openSync(log, "a");
  const child = spawn(command.file, command.args, {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...env, ...command.env },
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
  });
  closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal === null ? `code ${code}` : `signal ${signal}`));
  });
  await once(child, "spawn");
  const pid = child.pid ?? 0;
  return {
    label: command.label,
    log,
    identity: identify(pid) ?? { pid, started: "" },
    child,
    ended,
    stopping: false,
  };
}

/** Ends a process and all of its group: asks by `signal`, and kills after `graceSeconds`. */
export async function end(running: Running, signal: NodeJS.Signals, graceSeconds: number): Promise<void> {
  running.stopping = true;
  const { pid } = running.identity;
  if (running.child.exitCode === null && running.child.signalCode === null) running.child.kill(signal);
  const patience = new AbortController();
  await Promise.race([running.ended, wait(graceSeconds * 1000, undefined, { signal: patience.signal })]);
  patience.abort();
  killGroup(pid, "SIGKILL"); // whatever is left of it
  await running.ended;
}

/** Signals a whole process group; one that is gone already is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The last lines of a log. */
export function tail(log: string, lines = 8): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}

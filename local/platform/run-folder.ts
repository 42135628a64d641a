import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Ports } from "../services/table.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** The checkout. */
export const root = resolve(import.meta.dirname, "..", "..");
/** All that a platform writes is below this; `npm run reset` removes it. */
export const localDir = join(root, ".local");
/** Folders of throw-away platforms, one each. */
export const runsDir = join(localDir, "runs");

/** What is on record of a platform while it runs, so that others find it and what it leaves behind can be cleared. */
export interface RunState {
  readonly owner: ProcessIdentity;
  readonly ready: boolean;
  readonly processes: readonly (ProcessIdentity & { readonly label: string })[];
  readonly ports: Ports;
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes the folder of a throw-away platform. */
export function newRunFolder(): string {
  const folder = join(runsDir, `${process.pid}-${randomBytes(3).toString("hex")}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export function readState(folder: string): RunState | undefined {
  const file = join(folder, "state.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Written whole or not at all; for its owner's eyes, for it holds keys. */
export function writeState(folder: string, state: RunState): void {
  const file = join(folder, "state.json");
  writeFileSync(`${file}.new`, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeState(folder: string): void {
  rmSync(join(folder, "state.json"), { force: true });
}

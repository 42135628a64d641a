import { execFile } from "node:child_process";
import { chown } from "node:fs/promises";
import { promisify } from "node:util";
import { Failure } from "../platform/failure.ts";

/** How to run a program that refuses to run as root: as it is for everybody else, as `nobody` for root. */
export interface Unprivileged {
  readonly wrap: (file: string, args: readonly string[]) => { file: string; args: readonly string[] };
  /** Gives a file or folder to the account that the program runs under. */
  readonly own: (path: string) => Promise<void>;
}

const asIs: Unprivileged = { wrap: (file, args) => ({ file, args }), own: async () => {} };

/** Throws a Failure where one is root and has no `setpriv` to be somebody else with. */
export async function unprivileged(): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return asIs;
  const [uid, gid] = await Promise.all([idOf("-u"), idOf("-g")]);
  // The capability lets it walk through folders that only root may enter, such as a checkout below root's home.
  const capability = ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"];
  const become = ["--reuid", String(uid), "--regid", String(gid), "--clear-groups", ...capability, "--"];
  return {
    wrap: (file, args) => ({ file: "setpriv", args: [...become, file, ...args] }),
    own: (path) => chown(path, uid, gid),
  };
}

async function idOf(flag: "-u" | "-g"): Promise<number> {
  try {
    await promisify(execFile)("setpriv", ["--version"]);
    return Number((await promisify(execFile)("id", [flag, "nobody"])).stdout);
  } catch {
    throw new Failure(
      "PostgreSQL does not run as root: run this as another user, or install setpriv (package util-linux).",
    );
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "vitest";
import { env } from "@smartcourse/platform/env";
import { openCommitGate } from "./commit-gate.ts";

const root = join(import.meta.dirname, "..", "..");

export interface HeldRequest {
  /** SIGKILL to the process that was held: it has not answered, and never will. */
  kill(): Promise<void>;
}

/** Has the function run as a process, and holds that before its commit, or when Postgres has answered it. */
export async function holdRequest(
  file: string,
  request: object,
  where: "before" | "behind",
): Promise<HeldRequest> {
  const gate = await openCommitGate(env("DATABASE_URL"));
  const reached = gate.holdAt(where, /\bcommit\b/i);
  const child = spawn(process.execPath, ["tests/support/call-once.ts", file, JSON.stringify(request)], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: gate.url, DATABASE_POOL_SIZE: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const gone = once(child, "exit");
  await Promise.race([reached, gone]);
  return {
    async kill() {
      child.kill("SIGKILL");
      const [, signal] = await gone;
      gate.close();
      expect({ said, signal }).toEqual({ said: "", signal: "SIGKILL" });
    },
  };
}

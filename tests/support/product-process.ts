import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..", "..");

export interface ProductProcess {
  /** Resolves when it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/**
 * Starts worker or relay as a process of its own, with this one's settings and those given, and resolves once it says that
 * it is ready.
 */
export async function startProcess(
  name: "worker" | "relay",
  settings: Readonly<Record<string, string>> = {},
): Promise<ProductProcess> {
  const child = spawn(process.execPath, [join(root, "temporal-worker", `${name}.ts`)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const note = (line: string) => lines.push(line);
  createInterface({ input: child.stderr }).on("line", note);
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      note(line);
      if (line === '{"ready":true}') resolve();
    });
  });
  const died = once(child, "exit").then(() => {
    throw new Error(`The ${name} ended before it was ready:\n${lines.slice(-20).join("\n")}`);
  });
  await Promise.race([ready, died]);
  died.catch(() => undefined);
  return { end: (signal) => end(child, signal) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./run-folder.ts";
import type { StartOptions } from "./start-options.ts";

/** Plays the main job before the reader's eyes against a running platform; resolves to its exit code. */
export async function playJourney(
  environment: Readonly<Record<string, string>>,
  { material, question }: Pick<StartOptions, "material" | "question">,
  signal?: AbortSignal,
): Promise<number> {
  const flags = Object.entries({ material, question }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const child = spawn(process.execPath, [join(root, "local", "journey", "main.ts"), ...flags], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  const stop = () => child.kill();
  signal?.addEventListener("abort", stop);
  const [code]: (number | null)[] = await once(child, "exit");
  signal?.removeEventListener("abort", stop);
  return code ?? 1;
}

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cacheRoot } from "../../local/downloads/cache.ts";

const run = promisify(execFile);

/** Loads one bundle as Lambda's runtime does, in an environment that says nothing, and tells what that cost. */
const loader = `
  globalThis.awslambda = {
    streamifyResponse: (handler) => handler,
    HttpResponseStream: { from: (stream) => stream },
  };
  const loaded = require(process.argv[1]);
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ handler: typeof loaded.handler, cpuMs: (user + system) / 1000 }));
  });
`;

export interface ColdStart {
  /** What the bundle exports as its handler: "function". */
  readonly handler: string;
  readonly cpuMs: number;
}

/**
 * Loads a bundle in a fresh process. Rejects where that fails, and where the process does not end by itself: then
 * something was opened that nobody asked for yet.
 */
export async function loadFresh(bundle: string): Promise<ColdStart> {
  const { stdout } = await run(process.execPath, ["--eval", loader, bundle], {
    env: { PATH: process.env["PATH"] ?? "" },
    timeout: 120_000,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as ColdStart;
}

/** As `loadFresh`, but a bundle that was loaded before, to the letter, is not loaded again: there are many. */
export async function loadOnce(bundle: string): Promise<ColdStart> {
  const digest = createHash("sha256").update(process.version).update(loader).update(readFileSync(bundle));
  const known = join(cacheRoot(), "bundle-loads", `${digest.digest("hex")}.json`);
  if (existsSync(known)) return JSON.parse(readFileSync(known, "utf8")) as ColdStart;
  const loaded = await loadFresh(bundle);
  mkdirSync(dirname(known), { recursive: true });
  writeFileSync(known, JSON.stringify(loaded));
  return loaded;
}

/** A bundle with nothing in it, to compare with. */
export function emptyBundle(folder: string): string {
  const path = join(folder, "empty.cjs");
  writeFileSync(path, "exports.handler = async () => null;");
  return path;
}

/** The cheapest of several runs: what else the machine did is not the bundle's cost. */
export async function cheapest(bundle: string, runs: number): Promise<ColdStart> {
  let best = await loadFresh(bundle);
  for (let count = 1; count < runs; count += 1) {
    const next = await loadFresh(bundle);
    if (next.cpuMs < best.cpuMs) best = next;
  }
  return best;
}

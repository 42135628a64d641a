import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { setupDigest } from "../../local/bundles/freshness.ts";
import { buildLayers } from "../../local/bundles/layers.ts";
import { buildPaths } from "../../local/bundles/paths.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the templates are being written: `synthesised()` waits for them. */
    readonly synthesis: Readonly<Record<"dev" | "production" | "outcome", string>>;
  }
}

const root = resolve(import.meta.dirname, "../..");

/** Synthesises once for all tests, beside them: `dev` whole, with every bundle; `production`, which differs in its sizes, without code. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "smartcourse-synth-"));
  const stopping = new AbortController();
  const places = {
    dev: join(folder, "dev"),
    production: join(folder, "production"),
    outcome: join(folder, "outcome.txt"),
  };
  const ended = synthesiseAll(places, stopping.signal).then(
    () => "",
    (error: unknown) => String(error),
  );
  const written = ended.then((text) => writeFile(places.outcome, text));
  project.provide("synthesis", places);
  return async () => {
    stopping.abort();
    await written;
    await rm(folder, { recursive: true, force: true });
  };
}

async function synthesiseAll(
  places: { dev: string; production: string },
  signal: AbortSignal,
): Promise<void> {
  const paths = buildPaths();
  await buildLayers(paths, setupDigest(paths.root));
  const started = performance.now();
  await synthesise(signal, places.dev, "dev");
  const bundled = performance.now();
  await synthesise(signal, places.production, "production", "--without-code");
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(
    `synthesised dev in ${seconds(started, bundled)} s, production without code in ${seconds(bundled, performance.now())} s`,
  );
}

async function synthesise(signal: AbortSignal, ...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "synthesise.ts"), ...args], {
    cwd: root,
    signal,
    env: { ...process.env, NODE_ENV: "test", SST_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
}

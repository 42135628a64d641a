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

/**
 * Stacks whose functions SST bundles, to see that it does as it is told: some with files beside them, one that streams. What is
 * in the others' bundles is seen in tests/bundles, built with the same options.
 */
export const stacksWithCode = ["api-operations", "streams"];

/** Synthesises once for all tests, beside them: `dev`, and `production`, which differs in its sizes. */
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
  await synthesise(signal, places.dev, "dev", ...stacksWithCode);
  const bundled = performance.now();
  await synthesise(signal, places.production, "production");
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(
    `synthesised dev in ${seconds(started, bundled)} s, production in ${seconds(bundled, performance.now())} s`,
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

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { setupDigest } from "../../local/bundles/freshness.ts";
import { buildLayers } from "../../local/bundles/layers.ts";
import { buildPaths } from "../../local/bundles/paths.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folders of the templates, by stage. */
    readonly synthesised: Readonly<Record<"dev" | "production", string>>;
  }
}

const root = resolve(import.meta.dirname, "../..");

/** Synthesises once for all tests: `dev` whole, with every bundle; `production`, which differs in its sizes, without code. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const paths = buildPaths();
  await buildLayers(paths, setupDigest(paths.root));
  const folder = await mkdtemp(join(tmpdir(), "smartcourse-synth-"));
  const synthesised = { dev: join(folder, "dev"), production: join(folder, "production") };
  const started = performance.now();
  await synthesise(synthesised.dev, "dev");
  const bundled = performance.now();
  await synthesise(synthesised.production, "production", "--without-code");
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(
    `synthesised dev in ${seconds(started, bundled)} s, production without code in ${seconds(bundled, performance.now())} s`,
  );
  project.provide("synthesised", synthesised);
  return () => rm(folder, { recursive: true, force: true });
}

async function synthesise(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "synthesise.ts"), ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "test", SST_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
}

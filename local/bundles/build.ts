import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { functions } from "@smartcourse/contracts/functions";
import { assetPath } from "../../stacks/asset-path.ts";
import { bundleAssets } from "../../stacks/bundle-options.ts";
import { type BundleEntry, type CompiledBundle, type FailedBundle, compile } from "./compile.ts";
import { replaceFile } from "./files.ts";
import { describe, isFresh, setupDigest, sourceHasher } from "./freshness.ts";
import { buildLayers } from "./layers.ts";
import { type BuildPaths, buildPaths } from "./paths.ts";

/** What a build did, by function name. */
export interface BuildReport {
  readonly built: readonly string[];
  /** Unchanged since they were built. */
  readonly fresh: readonly string[];
  /** In the table, but with no source file. */
  readonly missing: readonly string[];
  readonly failed: readonly FailedBundle[];
  readonly milliseconds: number;
}

interface BuildRequest {
  readonly names?: readonly string[];
  /** Throws where a function has no source, or cannot be bundled. */
  readonly strict?: boolean;
  readonly entries?: readonly BundleEntry[];
  readonly root?: string;
  /** Also writes `.build/functions/<name>.cjs.map`, and stack traces name our sources. */
  readonly sourceMaps?: boolean;
}

/**
 * Bundles the functions of the table into `.build/functions/<name>.cjs`, with `.build/meta/<name>.json` beside, and the
 * layers they need; leaves alone what has not changed. Only those named, if any are.
 */
export async function buildBundles(request: BuildRequest = {}): Promise<BuildReport> {
  const started = performance.now();
  const paths = buildPaths(request.root);
  const wanted = (request.entries ?? functions).filter(({ name }) => request.names?.includes(name) ?? true);
  const [there, missing] = partition(wanted, ({ path }) => existsSync(join(paths.root, `${path}.ts`)));
  const setup = setupDigest(paths.root);
  const hash = sourceHasher(paths.root);
  const maps = request.sourceMaps === true;
  const [fresh, stale] = partition(there, ({ name }) => isFresh(paths, name, setup, hash, maps));
  const [{ bundles, failed }] = await Promise.all([compile(paths, stale, maps), buildLayers(paths, setup)]);
  for (const bundle of bundles) {
    keep(paths, bundle);
    replaceFile(join(paths.meta, `${bundle.name}.json`), JSON.stringify(describe(bundle, setup, hash)));
  }
  for (const entry of there) copyAssets(paths, entry);
  const report = {
    built: bundles.map(({ name }) => name),
    fresh: names(fresh),
    missing: names(missing),
    failed,
    milliseconds: Math.round(performance.now() - started),
  };
  if (request.strict === true) assertComplete(report);
  return report;
}

function keep(paths: BuildPaths, bundle: CompiledBundle): void {
  const map = join(paths.functions, `${bundle.name}.cjs.map`);
  if (bundle.map === undefined) rmSync(map, { force: true });
  else replaceFile(map, bundle.map);
  replaceFile(join(paths.functions, `${bundle.name}.cjs`), bundle.code);
}

/** A function's root: what it finds as LAMBDA_TASK_ROOT. */
export function taskRoot(paths: BuildPaths, name: string): string {
  return join(paths.functions, name);
}

function copyAssets(paths: BuildPaths, { name, path }: BundleEntry): void {
  const source = join(paths.root, `${path}.ts`);
  for (const asset of bundleAssets[name] ?? []) {
    const target = join(taskRoot(paths, name), asset.to);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(assetPath(asset.from, source), target);
  }
}

function assertComplete({ missing, failed }: BuildReport): void {
  const problems = [
    ...missing.map((name) => `${name}: no source file`),
    ...failed.map(({ name, message }) => `${name}: ${message}`),
  ];
  if (problems.length > 0) throw new Error(`Not every function could be bundled:\n${problems.join("\n")}`);
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

function names(entries: readonly BundleEntry[]): string[] {
  return entries.map(({ name }) => name);
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const chosen = words.filter((word) => !word.startsWith("--"));
  if (words.includes("--layers")) await buildLayers();
  else await buildAsked(words, chosen);
}

async function buildAsked(words: readonly string[], chosen: readonly string[]): Promise<void> {
  const report = await buildBundles({
    strict: words.includes("--strict"),
    sourceMaps: words.includes("--source-maps"),
    ...(chosen.length > 0 && { names: chosen }),
  });
  console.log(JSON.stringify(report, null, 2));
  if (report.failed.length > 0) process.exitCode = 1;
}

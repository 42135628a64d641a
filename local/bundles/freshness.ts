import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "esbuild";
import type { CompiledBundle } from "./compile.ts";
import { compileOptions } from "./compile.ts";
import { digest, readIfThere } from "./files.ts";
import type { BuildPaths } from "./paths.ts";

/** What is remembered of a bundle: enough to know that it is stale, and what its budget tests ask. */
export interface BundleMeta {
  readonly name: string;
  /** Stands for the compiler, its options and the installed packages. */
  readonly setup: string;
  /** Hash of each source of ours; the lockfile, in `setup`, stands for the others. */
  readonly sources: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly contents: CompiledBundle["contents"];
  readonly externals: CompiledBundle["externals"];
}

const packaged = /(^|\/)node_modules\//;

/** What every bundle depends on but its sources. */
export function setupDigest(root: string): string {
  const files = ["pnpm-lock.yaml", "tsconfig.json"].map((file) => readIfThere(join(root, file)));
  return digest(JSON.stringify([version, compileOptions(""), ...files]));
}

/** Hashes each file once, however many bundles share it. */
export function sourceHasher(root: string): (file: string) => string {
  const known = new Map<string, string>();
  return (file) => {
    let hash = known.get(file);
    if (hash === undefined) {
      const path = join(root, file);
      hash = existsSync(path) ? digest(readFileSync(path)) : "";
      known.set(file, hash);
    }
    return hash;
  };
}

/** The record to keep of a bundle. */
export function describe(bundle: CompiledBundle, setup: string, hash: (file: string) => string): BundleMeta {
  const own = bundle.sources.filter((file) => !packaged.test(file));
  return {
    name: bundle.name,
    setup,
    sources: Object.fromEntries(own.map((file) => [file, hash(file)])),
    bytes: bundle.code.byteLength,
    contents: bundle.contents,
    externals: bundle.externals,
  };
}

/** The record of a bundle as it was last built, or `undefined`. */
export function readMeta(paths: BuildPaths, name: string): BundleMeta | undefined {
  const text = readIfThere(join(paths.meta, `${name}.json`));
  return text === undefined ? undefined : (JSON.parse(text) as BundleMeta);
}

/** Whether what lies in `.build` is what a build would make now. */
export function isFresh(
  paths: BuildPaths,
  name: string,
  setup: string,
  hash: (file: string) => string,
  sourceMaps: boolean,
): boolean {
  const meta = readMeta(paths, name);
  return (
    meta !== undefined &&
    meta.setup === setup &&
    existsSync(join(paths.functions, `${name}.cjs${sourceMaps ? ".map" : ""}`)) &&
    Object.entries(meta.sources).every(([file, expected]) => hash(file) === expected)
  );
}

import { basename, join, resolve } from "node:path";
import { type BuildOptions, type Metafile, type OutputFile, build, formatMessages } from "esbuild";
import { bundleOptions, nodejs } from "../../stacks/bundle-options.ts";
import type { BuildPaths } from "./paths.ts";

/** A function to bundle: its name, and its source's path without extension. */
export interface BundleEntry {
  readonly name: string;
  readonly path: string;
}

/** What esbuild made of one entry. */
export interface CompiledBundle {
  readonly name: string;
  readonly code: Uint8Array;
  readonly map: Uint8Array | undefined;
  /** Bytes of each source file in the bundle, by path from the root. */
  readonly contents: Readonly<Record<string, number>>;
  /** Packages that it requires at run time. */
  readonly externals: readonly string[];
  /** Every file that was read, whether or not anything of it is left. */
  readonly sources: readonly string[];
}

/** A bundle that could not be made, and why. */
export interface FailedBundle {
  readonly name: string;
  readonly message: string;
}

/**
 * esbuild's options as SST puts them together for a function, less the entry and the place it goes to.
 * Source maps, which change nothing in the code, take three quarters of the time: here one asks for them.
 */
export function compileOptions(root: string, sourceMaps = false): BuildOptions {
  return {
    ...bundleOptions,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: nodejs.format,
    minify: nodejs.minify,
    sourcemap: sourceMaps,
    logLevel: "silent",
  };
}

/**
 * Bundles every entry. One call of esbuild reads the shared sources once; only where that fails, each goes alone, so
 * that a broken one does not keep the others back.
 */
export async function compile(
  paths: BuildPaths,
  entries: readonly BundleEntry[],
  sourceMaps = false,
): Promise<{ bundles: CompiledBundle[]; failed: FailedBundle[] }> {
  if (entries.length === 0) return { bundles: [], failed: [] };
  try {
    return { bundles: await compileTogether(paths, entries, sourceMaps), failed: [] };
  } catch (error) {
    const [only] = entries;
    if (only !== undefined && entries.length === 1) {
      return { bundles: [], failed: [{ name: only.name, message: await explain(error) }] };
    }
    const bundles: CompiledBundle[] = [];
    const failed: FailedBundle[] = [];
    for (const entry of entries) {
      const alone = await compile(paths, [entry], sourceMaps);
      bundles.push(...alone.bundles);
      failed.push(...alone.failed);
    }
    return { bundles, failed };
  }
}

async function compileTogether(
  paths: BuildPaths,
  entries: readonly BundleEntry[],
  sourceMaps: boolean,
): Promise<CompiledBundle[]> {
  const result = await build({
    ...compileOptions(paths.root, sourceMaps),
    entryPoints: entries.map(({ name, path }) => ({ in: `./${path}.ts`, out: name })),
    outdir: paths.functions,
    outExtension: { ".js": ".cjs" },
    metafile: true,
    write: false,
  });
  const files = new Map(result.outputFiles.map((file) => [basename(file.path), file]));
  return entries.map((entry) => describeBundle(paths, entry, result.metafile, files));
}

function describeBundle(
  paths: BuildPaths,
  { name, path }: BundleEntry,
  metafile: Metafile,
  files: ReadonlyMap<string, OutputFile>,
): CompiledBundle {
  const code = files.get(`${name}.cjs`);
  const map = files.get(`${name}.cjs.map`);
  const output = Object.entries(metafile.outputs).find(
    ([file]) => resolve(paths.root, file) === join(paths.functions, `${name}.cjs`),
  )?.[1];
  if (code === undefined || output === undefined) {
    throw new Error(`esbuild wrote no bundle for ${name}`);
  }
  const contents = Object.entries(output.inputs).map(
    ([file, { bytesInOutput }]) => [file, bytesInOutput] as const,
  );
  return {
    name,
    code: code.contents,
    map: map?.contents,
    contents: Object.fromEntries(contents.filter(([, bytes]) => bytes > 0)),
    externals: output.imports.filter(({ external }) => external === true).map((imported) => imported.path),
    sources: reachable(metafile, `${path}.ts`),
  };
}

function reachable(metafile: Metafile, entry: string): string[] {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) {
      if (external !== true) seen.add(path);
    }
  }
  return [...seen].filter((file) => file in metafile.inputs);
}

async function explain(error: unknown): Promise<string> {
  const errors = (error as { errors?: Parameters<typeof formatMessages>[0] }).errors;
  if (errors === undefined) return String(error);
  return (await formatMessages(errors, { kind: "error" })).join("\n");
}

import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { layers } from "../../stacks/bundle-options.ts";
import { compileOptions } from "./compile.ts";
import { readIfThere, replaceFile } from "./files.ts";
import { type BuildPaths, buildPaths } from "./paths.ts";

/** The one machine that functions are deployed on. */
const deployedBinary = "linux-arm64-gnu";

/**
 * Builds the layers for deployment, `.build/layers/<layer>/nodejs/node_modules/<package>`, and lets bundles that run
 * here find the same packages in `.build/node_modules`: the native one with this machine's binary.
 */
export async function buildLayers(paths: BuildPaths = buildPaths(), setup = ""): Promise<void> {
  const stamp = join(paths.layers, "setup");
  if (setup !== "" && readIfThere(stamp) === setup) return;
  const tracing = layerPackage(paths, "tracing");
  await buildTracing(tracing, paths.root);
  buildArgon2(layerPackage(paths, "argon2"));
  buildSharp(layerPackage(paths, "sharp"));
  link(tracing, join(paths.modules, layers.tracing));
  link(packageFolder(layers.argon2), join(paths.modules, layers.argon2));
  link(packageFolder(layers.sharp), join(paths.modules, layers.sharp));
  replaceFile(stamp, setup);
}

/** Where a layer's package lies. */
export function layerPackage(paths: BuildPaths, layer: keyof typeof layers): string {
  return join(paths.layers, layer, "nodejs/node_modules", layers[layer]);
}

async function buildTracing(target: string, root: string): Promise<void> {
  const folder = packageFolder(layers.tracing);
  await build({
    ...compileOptions(root),
    external: [],
    sourcemap: false,
    stdin: { contents: `export * from "${layers.tracing}"`, resolveDir: dirname(dirname(dirname(folder))) },
    outfile: join(target, "index.js"),
  });
  describePackage(target, layers.tracing);
}

function buildArgon2(target: string): void {
  const folder = packageFolder(layers.argon2);
  const binary = `argon2.${deployedBinary}.node`;
  const packaged = createRequire(join(folder, "index.js")).resolve(
    `${layers.argon2}-${deployedBinary}/package.json`,
  );
  mkdirSync(target, { recursive: true });
  // The package looks for a binary beside itself before it asks for one by package.
  copyFileSync(join(folder, "index.js"), join(target, "index.js"));
  copyFileSync(join(dirname(packaged), binary), join(target, binary));
  describePackage(target, layers.argon2);
}

/** sharp as it is, with what it requires: its own packages, and the native ones for the deployed machine. */
function buildSharp(target: string): void {
  const folder = realpathSync(packageFolder(layers.sharp));
  const modules = dirname(target);
  rmSync(modules, { recursive: true, force: true });
  cpSync(folder, target, { recursive: true, filter: (path) => isRuntimePart(relative(folder, path)) });
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const needed = [...Object.keys(dependencies), "@img/sharp-linux-arm64", "@img/sharp-libvips-linux-arm64"];
  // What pnpm gives to sharp lies beside it, and what it gives to the native part beside that.
  const beside = [
    dirname(folder),
    dirname(dirname(realpathSync(join(dirname(folder), "@img/sharp-linux-arm64")))),
  ];
  for (const name of needed) {
    const from = beside.map((place) => join(place, name)).find((place) => existsSync(place));
    if (from === undefined) throw new Error(`${name} is not installed: run pnpm install`);
    cpSync(from, join(modules, name), { recursive: true, dereference: true });
  }
}

/** Not the sources of the native part, nor types. */
function isRuntimePart(path: string): boolean {
  return !/^(src|install|node_modules)(\/|$)/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

function describePackage(target: string, name: string): void {
  replaceFile(join(target, "package.json"), JSON.stringify({ name, main: "index.js", type: "commonjs" }));
}

function packageFolder(name: string): string {
  // pnpm gives a package to those alone that name it, and that is packages/platform.
  const owner = join(buildPaths().root, "packages/platform/node_modules", name);
  if (!existsSync(owner)) throw new Error(`${name} is not installed: run pnpm install`);
  return realpathSync(owner);
}

function link(target: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  rmSync(place, { recursive: true, force: true });
  symlinkSync(target, place, "dir");
}

/** Every native module that is deployed. */
export function nativeModules(paths: BuildPaths = buildPaths()): string[] {
  return readdirSync(paths.layers, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".node"))
    .map((file) => join(paths.layers, file));
}

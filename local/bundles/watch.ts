import { type FSWatcher, existsSync, watch } from "node:fs";
import { join, relative } from "node:path";
import { type BuildReport, buildBundles } from "./build.ts";
import type { BundleEntry } from "./compile.ts";
import { readMeta } from "./freshness.ts";
import { buildPaths } from "./paths.ts";

const settleMs = 60;
const sourceFolders = [
  "functions",
  "packages/contracts/src",
  "packages/platform/src",
  "packages/core/src",
  "stacks",
];
const sourceFile = /\.(ts|json)$/;

interface WatchOptions {
  readonly entries: readonly BundleEntry[];
  readonly root?: string;
  readonly sourceMaps?: boolean | undefined;
  readonly onBuilt: (report: BuildReport) => Promise<void>;
}

/**
 * Bundles again, after each save, the functions that the saved file is a part of. One watch on the sources and the
 * records of the last build say which: a compiler waiting for each function would cost a hundred times as much.
 */
export function watchBundles({ entries, root, sourceMaps = false, onBuilt }: WatchOptions): { stop(): void } {
  const paths = buildPaths(root);
  const changed = new Set<string>();
  let broken: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();

  const rebuild = async () => {
    const files = new Set(changed);
    changed.clear();
    const names = entries
      .filter((entry) => broken.includes(entry.name) || isPart(entry, files))
      .map(({ name }) => name);
    if (names.length === 0) return;
    const report = await buildBundles({ names, entries, root: paths.root, sourceMaps });
    broken = report.failed.map(({ name }) => name);
    await onBuilt(report);
  };
  const isPart = ({ name, path }: BundleEntry, files: ReadonlySet<string>) =>
    files.has(`${path}.ts`) ||
    Object.keys(readMeta(paths, name)?.sources ?? {}).some((file) => files.has(file));
  const notice = (folder: string, file: string | null) => {
    if (file === null || !sourceFile.test(file) || file.includes("node_modules")) return;
    changed.add(relative(paths.root, join(folder, file)));
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(rebuild);
    }, settleMs);
  };
  const watchers: FSWatcher[] = sourceFolders
    .map((folder) => join(paths.root, folder))
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, { recursive: true }, (_, file) => notice(folder, file)));
  return {
    stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

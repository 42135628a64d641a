import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Where a file of a package lies, given as `package/path`, as the source file at `base` would find the package. Whether the
 * package lists the file among its exports does not matter: it is copied, not imported. Throws where there is no such package.
 */
export function assetPath(from: string, base: string): string {
  const [, name, path] = /^((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(from) ?? [];
  if (name === undefined || path === undefined) throw new Error(`${from} names no file of a package`);
  const manifest = findPackageJSON(name, pathToFileURL(base));
  if (manifest === undefined) throw new Error(`There is no package ${name} for ${base}`);
  return join(dirname(manifest), path);
}

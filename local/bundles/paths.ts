import { resolve } from "node:path";

/** The checkout. */
export const projectRoot = resolve(import.meta.dirname, "../..");

/** Everything that is built lies below `.build`. */
export interface BuildPaths {
  readonly root: string;
  readonly build: string;
  readonly functions: string;
  readonly meta: string;
  readonly layers: string;
  /** Where a bundle finds a layer's packages here, as by NODE_PATH on Lambda. */
  readonly modules: string;
}

/** The places of a build of the checkout at `root`. */
export function buildPaths(root: string = projectRoot): BuildPaths {
  const build = resolve(root, ".build");
  return {
    root,
    build,
    functions: resolve(build, "functions"),
    meta: resolve(build, "meta"),
    layers: resolve(build, "layers"),
    modules: resolve(build, "node_modules"),
  };
}

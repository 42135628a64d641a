import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Download } from "./cache.ts";
import type { Python } from "./python.ts";
import { pip } from "./wheel.ts";

/** Installs what a requirements file pins by hash into `packages` of a folder of its own, for the given Python. What of it is used is compiled on first use. */
export function pythonPackages(
  name: string,
  version: string,
  requirements: string,
  python: Python,
  megabytes: number,
): Download {
  const pins = `${readFileSync(requirements, "utf8")} cp3${python.minor}`;
  return { name, version, megabytes, pins, build: (folder) => install(folder, requirements) };
}

async function install(folder: string, requirements: string): Promise<void> {
  const temporary = join(folder, "tmp");
  const packages = join(folder, "packages");
  await mkdir(temporary);
  await pip(
    ["install", "--no-compile", "--require-hashes", "--target", packages, "-r", requirements],
    temporary,
  );
}

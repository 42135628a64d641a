import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Failure } from "../platform/failure.ts";
import type { Download } from "./cache.ts";
import { runClient } from "./run-client.ts";

/** A project's jars from Maven Central with all they need at run time, checked against a list of `sha256  name` lines. */
export function mavenJars(
  name: string,
  version: string,
  pom: string,
  hashes: string,
  megabytes: number,
): Download {
  const pins = readFileSync(pom, "utf8") + readFileSync(hashes, "utf8");
  return { name, version, megabytes, pins, build: (folder) => copyJars(folder, pom, hashes) };
}

async function copyJars(folder: string, pom: string, hashes: string): Promise<void> {
  const temporary = join(folder, "tmp");
  const jars = join(folder, "libs");
  await mkdir(temporary);
  await writeFile(join(temporary, "pom.xml"), readFileSync(pom));
  const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";
  const args = [
    "-B",
    "-q",
    "-f",
    join(temporary, "pom.xml"),
    goal,
    "-DincludeScope=runtime",
    `-DoutputDirectory=${jars}`,
  ];
  await runClient("mvn", args, { cwd: temporary });
  await checkJars(jars, hashes);
}

/** Throws a Failure that names the first jar in a folder which is not on the list, differs from it, or is missing. */
export async function checkJars(jars: string, hashes: string): Promise<void> {
  const expected = new Map(readFileSync(hashes, "utf8").trim().split("\n").map(parseLine));
  const present = await readdir(jars);
  for (const jar of new Set([...expected.keys(), ...present])) {
    const actual = present.includes(jar) ? await sha256(join(jars, jar)) : "missing";
    const wanted = expected.get(jar) ?? "not expected";
    if (actual !== wanted)
      throw new Failure(`${jar} from Maven is not the pinned one (sha256 ${actual}, pinned: ${wanted}).`);
  }
}

function parseLine(line: string): [jar: string, sha256: string] {
  const [sha256 = "", jar = ""] = line.split(/\s+/);
  return [jar, sha256];
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

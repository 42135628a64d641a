import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Failure } from "../platform/failure.ts";

export interface Python {
  readonly command: string;
  readonly minor: number;
}

const candidates = ["python3", "python3.13", "python3.12", "python3.11", "python3.14", "python"];
const question = "import sys, pip; print(sys.version_info[0], sys.version_info[1], sys.executable)";
let found: Promise<Python> | undefined;

/** The first Python on PATH that is 3.11 or later and has pip. Throws a Failure where there is none. */
export function python(): Promise<Python> {
  found ??= look();
  return found;
}

async function look(): Promise<Python> {
  for (const candidate of candidates) {
    const python = await ask(candidate);
    if (python !== undefined) return python;
  }
  throw new Failure(
    "Python 3.11 or later with pip is needed: install it (Debian, Ubuntu: apt install python3 python3-pip).",
  );
}

async function ask(command: string): Promise<Python | undefined> {
  const answer = await promisify(execFile)(command, ["-c", question]).then(
    ({ stdout }) => stdout.trim().split(" "),
    () => [], // not there, or without pip: the next one may do
  );
  const [major, minor, ...executable] = answer;
  const fits = Number(major) === 3 && Number(minor) >= 11;
  return fits ? { command: executable.join(" "), minor: Number(minor) } : undefined;
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Failure } from "./failure.ts";

export interface StartOptions {
  readonly exit: boolean;
  readonly watch: boolean;
  readonly freePorts: boolean;
  readonly docker: boolean;
  /** A PDF of the reader's own, and what to ask about it. */
  readonly material?: string;
  readonly question?: string;
}

const flags = {
  exit: { type: "boolean", default: false },
  watch: { type: "boolean", default: false },
  "free-ports": { type: "boolean", default: false },
  docker: { type: "boolean", default: false },
  material: { type: "string" },
  question: { type: "string" },
} as const;

/** The options of `npm start`. Throws a Failure that says what is wrong with them. */
export function startOptions(
  args: readonly string[],
  from = process.env["INIT_CWD"] ?? process.cwd(),
): StartOptions {
  const { "free-ports": freePorts, material, question, ...rest } = parse(args);
  if (freePorts && rest.docker) throw new Failure("--docker uses the usual ports: leave out --free-ports.");
  if ((material === undefined) !== (question === undefined)) {
    throw new Failure(
      '--material FILE.pdf and --question "…" go together: one without the other says too little.',
    );
  }
  if (material === undefined || question === undefined) return { ...rest, freePorts };
  const file = resolve(from, material);
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  return { ...rest, freePorts, material: file, question };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new Failure(
      `${why}. Known are ${Object.keys(flags)
        .map((flag) => `--${flag}`)
        .join(", ")}.`,
    );
  }
}

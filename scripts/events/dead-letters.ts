import { parseArgs } from "node:util";
import { consumers } from "@smartcourse/contracts/functions";
import { type DeadLetter, readDeadLetters } from "@smartcourse/platform/dead-letters";
import { env } from "@smartcourse/platform/env";
import { openPostgres } from "@smartcourse/platform/postgres";
import { redriveLetter } from "@smartcourse/platform/redrive-letter";
import { Failure } from "../../local/platform/failure.ts";

/**
 * `pnpm events dead-letters <group> [--all] [--redrive]`: lists what a consumer group could not read or failed on for good;
 * `--redrive` gives it back to the consumers, once; `--all` lists also what was given back before.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { all: { type: "boolean" }, redrive: { type: "boolean" } },
    allowPositionals: true,
  });
  const groups = [...new Set(consumers.map(({ group }) => group))];
  const group = groups.find((known) => known === positionals[0]);
  if (group === undefined) throw new Failure(`Say which group's: ${groups.join(", ")}`);
  if (values.redrive === true) return redrive(group);
  const letters = await readDeadLetters(group, { all: values.all ?? false });
  for (const letter of letters) console.log(lineOf(letter));
  console.log(`${letters.length} dead letters of ${group}`);
}

async function redrive(group: string): Promise<void> {
  const db = openPostgres(env("DATABASE_DIRECT_URL") || env("DATABASE_URL"), 1);
  let back = 0;
  try {
    const letters = await readDeadLetters(group, {
      take: async (letter) => {
        const given = await db.transaction().execute((tx) => redriveLetter(tx, consumers, letter));
        if (given) back += 1;
        else console.log(`left: ${lineOf(letter)}`);
      },
    });
    console.log(`${back} of ${letters.length} dead letters were given back to the consumers of ${group}`);
  } finally {
    await db.destroy();
  }
}

function lineOf({ buried_at, consumer, reason, record }: DeadLetter): string {
  return `${buried_at}  ${consumer}  ${reason.replaceAll(/\s+/g, " ").slice(0, 200)}\n    ${record.slice(0, 400)}`;
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RecordedStatement } from "./recorded-sql.ts";

const run = promisify(execFile);

/** Where pgbench is: on the PATH, or where Debian puts it; `undefined` where it is not. */
export async function findPgbench(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? (await readdir(debian)).toSorted().toReversed() : [];
  for (const file of ["pgbench", ...versions.map((version) => join(debian, version, "bin", "pgbench"))]) {
    if (await run(file, ["--version"]).then(Boolean, () => false)) return file;
  }
  return undefined;
}

interface PgbenchRun {
  readonly url: string;
  readonly folder: string;
  readonly statements: readonly RecordedStatement[];
  /** Lines that set the script's variables. `:client_id` is pgbench's own. */
  readonly preamble: readonly string[];
  readonly clients: number;
  readonly transactions: number;
}

/** Runs the statements as one transaction after the other; answers with transactions a second. */
export async function pgbench(file: string, options: PgbenchRun): Promise<number> {
  const { url, folder, statements, preamble, clients, transactions } = options;
  const script = join(folder, "enrol.sql");
  const lines = statements.map(
    ({ sql, returnsId }) => `${sql.replaceAll("\n", " ")}${returnsId ? " \\gset" : ";"}`,
  );
  await writeFile(script, [...preamble, ...lines, ""].join("\n"));
  const each = Math.ceil(transactions / clients);
  const counts = ["-c", String(clients), "-j", "2", "-t", String(each), "-D", "n=0"];
  const { stdout } = await run(file, ["-n", "-f", script, ...counts, url]);
  const [rate, failed] = [/^tps = ([\d.]+)/m, /^number of failed transactions: (\d+)/m].map(
    (of) => of.exec(stdout)?.[1],
  );
  if (rate === undefined || Number(failed ?? 0) > 0) throw new Error(`pgbench did not do it all:\n${stdout}`);
  return Number(rate);
}

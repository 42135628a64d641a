/** `pnpm bench <name>`: runs `bench/<name>.ts`, which starts what it needs by itself and stops it again. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { report } from "../local/platform/failure.ts";

interface Benchmark {
  run(args: readonly string[]): Promise<void>;
}

const [name = "", ...args] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
const known = ["analytics", "content", "courses", "enrol", "events"];
if (!known.includes(name) || !existsSync(file)) {
  console.error(`Usage: pnpm bench ${known.join("|")}`);
  process.exit(2);
}
try {
  await ((await import(file)) as Benchmark).run(args);
} catch (error) {
  report(error);
  process.exitCode = 1;
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const folders = ["packages", "functions", "temporal-worker", "stacks", "local", "sst.config.ts"].filter(
  existsSync,
);

/** Import lines that the rules cannot see: `{ z }` of zod defeats tree-shaking, and so does a re-exported namespace. */
const bannedLines = [
  {
    pattern: /^import \{[^}]*\bz\b[^}]*\} from "zod"/m,
    why: 'import * as z from "zod": the named import brings all of zod',
  },
  { pattern: /^export \*/m, why: "no barrels: import from the file that has it" },
];

/** Every breach of the one direction of imports, a line each. `baseDir`: the folder that holds the folders, where it is another. */
export async function breaches(
  paths: readonly string[] = folders,
  baseDir = process.cwd(),
): Promise<{ modules: number; lines: string[] }> {
  const { options, ...ruleSet } = JSON.parse(
    readFileSync(".dependency-cruiser.json", "utf8"),
  ) as IFlattenedRuleSet & { options: ICruiseOptions };
  const { output } = await cruise([...paths], { ...options, baseDir, ruleSet, validate: true }, undefined, {
    tsConfig: extractTSConfig("tsconfig.json"),
  });
  const { modules, summary } = output as ICruiseResult;
  const lines = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  const sources = modules
    .map(({ source }) => source)
    .filter((source) => /^(packages|functions|temporal-worker|local|stacks)\/.*\.ts$/.test(source));
  return {
    modules: sources.length,
    lines: [...lines, ...sources.flatMap((source) => bannedIn(baseDir, source))],
  };
}

function bannedIn(baseDir: string, file: string): string[] {
  const text = readFileSync(join(baseDir, file), "utf8");
  return bannedLines.filter(({ pattern }) => pattern.test(text)).map(({ why }) => `${file}: ${why}`);
}

if (import.meta.main) {
  const { modules, lines } = await breaches();
  if (modules === 0) throw new Error("No module was read: the checker does not understand this TypeScript");
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.stdout.write(`imports: ${modules} modules, ${lines.length} breaches\n`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}

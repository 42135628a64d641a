import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { cacheRoot, obtain } from "../../local/downloads/cache.ts";
import { lineProgress } from "../../local/downloads/progress.ts";
import { python } from "../../local/downloads/python.ts";
import { pythonPackages } from "../../local/downloads/python-packages.ts";
import { synthesised } from "./synthesised.ts";

const version = "1.58.0";
const region = "eu-central-1";
const requirements = join(import.meta.dirname, "cfn-lint.txt");
/** What the package's own script does: it is installed without one. */
const program = "import sys; from cfnlint.runner import main; sys.exit(main())";
/** Rules that CDK cannot keep. */
const ignored = [
  // It names dependencies that a reference implies.
  "W3005",
  // It knows the zones of the account, so it writes their names.
  "W3010",
];

test("cfn-lint finds nothing in any template", async () => {
  const files = Object.values(synthesised).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".template.json"))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(20);
  const passed = join(cacheRoot(), "cfn-lint-passed", digest(files));
  if (existsSync(passed)) return;
  const options = ["--format", "parseable", "--regions", region, "--ignore-checks", ...ignored, "--template"];
  const { status, output } = await lint([...options, ...files]);
  expect(output).toBe("");
  expect(status).toBe(0);
  mkdirSync(dirname(passed), { recursive: true });
  writeFileSync(passed, "");
});

/** Of all that the answer depends on. It takes the linter a minute, so what it found good once is not shown to it again. */
function digest(files: readonly string[]): string {
  const hash = createHash("sha256")
    .update(readFileSync(requirements))
    .update(readFileSync(import.meta.filename));
  // The names of code bundles say nothing to a linter, and differ with each change of the code.
  for (const file of files) hash.update(readFileSync(file, "utf8").replaceAll(/[0-9a-f]{64}/g, "-"));
  return hash.digest("hex");
}

async function lint(args: readonly string[]): Promise<{ status: number; output: string }> {
  const interpreter = await python();
  const place = await obtain(
    pythonPackages("cfn-lint", version, requirements, interpreter, 250),
    lineProgress(console.log),
  );
  const env = { ...process.env, PYTHONPATH: join(place, "packages") };
  const run = promisify(execFile)(interpreter.command, ["-c", program, ...args], { env });
  return run.then(
    ({ stdout, stderr }) => ({ status: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      status: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}

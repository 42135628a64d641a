import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { obtain } from "../../local/downloads/cache.ts";
import { lineProgress } from "../../local/downloads/progress.ts";
import { python } from "../../local/downloads/python.ts";
import { pythonPackages } from "../../local/downloads/python-packages.ts";

const version = "1.58.0";
const region = "eu-central-1";
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
  const files = Object.values(inject("synthesised")).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".template.json"))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(20);
  const options = ["--format", "parseable", "--regions", region, "--ignore-checks", ...ignored, "--template"];
  const { status, output } = await lint([...options, ...files]);
  expect(output).toBe("");
  expect(status).toBe(0);
});

async function lint(args: readonly string[]): Promise<{ status: number; output: string }> {
  const interpreter = await python();
  const requirements = join(import.meta.dirname, "cfn-lint.txt");
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

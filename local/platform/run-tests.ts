import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run-folder.ts";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Exit code: 0 only where nothing failed and enough lines are covered. */
  readonly code: number;
}

/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Runs vitest on a platform; with coverage where all tests are run. */
export async function runTests(
  environment: Readonly<Record<string, string>>,
  folder: string,
  args: readonly string[],
): Promise<Outcome> {
  const [settings, results] = [join(folder, "environment.json"), join(folder, "results.json")];
  writeFileSync(settings, JSON.stringify(environment), { mode: 0o600 });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const all = args.length === 0 ? ["--coverage"] : args;
  const child = spawn(
    process.execPath,
    [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...reporters, ...all],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...environment,
        SMARTCOURSE_PLATFORM: settings,
        SMARTCOURSE_PLATFORM_FOLDER: folder,
      },
    },
  );
  const endWithUs = () => child.kill();
  process.once("exit", endWithUs);
  const [code]: (number | null)[] = await once(child, "exit");
  process.removeListener("exit", endWithUs);
  return countOutcome(existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : undefined, code ?? 1);
}

/** Counts vitest's report. A file that failed before any of its tests ran counts as one failure, and so does a run without a report. */
export function countOutcome(report: VitestReport | undefined, code: number): Outcome {
  if (report === undefined) return { passed: 0, failed: 1, code: code || 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed, code: failed > 0 ? code || 1 : code };
}

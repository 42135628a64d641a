import { existsSync, readFileSync } from "node:fs";

/**
 * Tests on real services read where they are from the file that SMARTCOURSE_PLATFORM names, or from the environment.
 * Without either they fail at once, saying how to get a platform.
 */
export function setup(): void {
  const file = process.env["SMARTCOURSE_PLATFORM"];
  if (file !== undefined && existsSync(file)) {
    Object.assign(process.env, JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
  }
  if (process.env["DATABASE_URL"] === undefined) {
    throw new Error(
      "These tests need the platform: run `npm test`, or name its settings file in SMARTCOURSE_PLATFORM",
    );
  }
  // Lambda serves one request at a time; a test process plays many of them.
  process.env["DATABASE_POOL_SIZE"] = "20";
  process.env["RATE_LIMIT_FACTOR"] ??= "1000";
  // A thousand log lines hide the one failure. A test that reads them sets its own level.
  process.env["POWERTOOLS_LOG_LEVEL"] ??= "SILENT";
  process.env["POWERTOOLS_METRICS_DISABLED"] ??= "true";
}

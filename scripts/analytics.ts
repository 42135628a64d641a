/**
 * `pnpm analytics check`: compares every projection with the tables that its events tell of, and fails where they differ. Settings
 * are the environment's; without them, those of the platform that runs here.
 */
import { checkProjections } from "@smartcourse/core/analytics/check-projections";
import { env } from "@smartcourse/platform/env";
import { openPostgres } from "@smartcourse/platform/postgres";
import { report } from "../local/platform/failure.ts";
import { runningPlatform } from "../local/platform/running.ts";

if (process.argv[2] !== "check") {
  console.error("Usage: pnpm analytics check");
  process.exit(2);
}
if (process.env["DATABASE_URL"] === undefined) Object.assign(process.env, runningPlatform()?.environment);
try {
  process.exitCode = (await check()) === 0 ? 0 : 1;
} catch (error) {
  report(error);
  process.exitCode = 1;
}

/** Prints the differences, and answers how many there are. */
async function check(): Promise<number> {
  const db = openPostgres(env("DATABASE_DIRECT_URL") || env("DATABASE_URL"), 1);
  try {
    const drifts = await checkProjections(db);
    for (const { projection, differences, examples } of drifts) {
      console.log(
        `${projection.padEnd(14)} ${differences === 0 ? "as it should be" : `${differences} differences`}`,
      );
      for (const { key, projected, actual } of examples) {
        console.log(`  ${key}: projected ${projected ?? "nothing"}, should be ${actual ?? "nothing"}`);
      }
    }
    return drifts.reduce((sum, { differences }) => sum + differences, 0);
  } finally {
    await db.destroy();
  }
}

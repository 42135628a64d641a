/** `npm run reset`: stops the platform and removes all of its data. Downloads stay: they are outside the checkout. */
import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { stopContainers } from "./platform/docker.ts";
import { report } from "./platform/failure.ts";
import { localDir, runsDir } from "./platform/run-folder.ts";
import { stopRunning } from "./platform/running.ts";

try {
  await stopRunning(console.log);
  await stopContainers("remove");
  // What is left among the runs are tests that are on now: those are not disturbed.
  const testing = existsSync(runsDir) && readdirSync(runsDir).length > 0;
  const names = existsSync(localDir)
    ? readdirSync(localDir).filter((name) => !testing || name !== "runs")
    : [];
  await Promise.all(names.map((name) => rm(join(localDir, name), { recursive: true, force: true })));
  console.log("The platform's data are removed.");
} catch (error) {
  report(error);
  process.exitCode = 1;
}

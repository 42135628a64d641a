/** `npm test`: every test, on a platform of its own that is thrown away. Arguments go to vitest, and narrow what is run. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lineProgress } from "./downloads/progress.ts";
import { report } from "./platform/failure.ts";
import { clearOrphans } from "./platform/orphans.ts";
import { freePorts } from "./platform/ports.ts";
import { localDir, newRunFolder } from "./platform/run-folder.ts";
import { whenAskedToStop } from "./platform/signals.ts";
import { preparePlatform, startPlatform } from "./platform/start-platform.ts";
import { runTests, type Outcome } from "./platform/run-tests.ts";
import { model } from "./services/model.ts";

const say = console.log;
const logs = join(localDir, "test-logs");

async function main(): Promise<Outcome> {
  const stopped = whenAskedToStop().then(() => ({ passed: 0, failed: 0, code: 130 }));
  await clearOrphans(say);
  const folder = newRunFolder();
  const options = { folder, ports: await freePorts(), throwAway: true, say };
  const platform = preparePlatform(options);
  const run = async () => {
    say("Starting the platform for the tests …");
    await startPlatform(platform, options);
    const weights = { MODEL_CACHE_DIR: await model.obtain(lineProgress(say)) };
    return runTests({ ...platform.environment, ...weights }, folder, process.argv.slice(2));
  };
  try {
    return await Promise.race([run(), stopped]);
  } finally {
    await platform.supervisor.stop();
    rmSync(logs, { recursive: true, force: true });
    cpSync(join(folder, "logs"), logs, { recursive: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

let outcome: Outcome = { passed: 0, failed: 1, code: 1 };
try {
  outcome = await main();
} catch (error) {
  report(error);
}
if (outcome.code !== 0) say(`The logs of the platform are in ${logs}.`);
say(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.code);

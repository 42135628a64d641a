/**
 * Starts services on free ports with throw-away data, writes their settings to a file, and stays until SIGTERM or Ctrl-C:
 *   node local/services/run.ts --write-env /tmp/services.env [--only postgres,redis]
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Failure, report } from "../platform/failure.ts";
import { envFile } from "../platform/environment.ts";
import { startServices } from "../platform/start-services.ts";
import { whenAskedToStop } from "../platform/signals.ts";
import { serviceNames, type ServiceName } from "./table.ts";

const { values } = parseArgs({ options: { "write-env": { type: "string" }, only: { type: "string" } } });

function named(list: string): ServiceName[] {
  return list.split(",").map((name) => {
    const known = serviceNames.find((candidate) => candidate === name);
    if (known === undefined)
      throw new Failure(`There is no service "${name}": there are ${serviceNames.join(", ")}.`);
    return known;
  });
}

try {
  const asked = whenAskedToStop();
  const only = values.only === undefined ? {} : { only: named(values.only) };
  const starting = startServices({ ...only, say: console.log });
  const started = await starting;
  try {
    if (values["write-env"] !== undefined)
      writeFileSync(values["write-env"], envFile(started.environment), { mode: 0o600 });
    console.log("ready");
    await Promise.race([asked, started.failed]);
  } finally {
    await started.stop();
  }
} catch (error) {
  report(error);
  process.exit(1); // whatever is still being fetched is given up
}

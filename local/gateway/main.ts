import { parseArgs } from "node:util";
import { settings } from "@smartcourse/platform/env";
import type { BuildReport } from "../bundles/build.ts";
import { localRegion } from "../lambda/environment.ts";
import { startGateway } from "./start.ts";

/** What functions get of this process's environment: the product's settings, and what AWS's SDKs and Powertools read. */
const passedOn = /^(AWS_|POWERTOOLS_|LOG_LEVEL$)/;

const { values: flags } = parseArgs({
  options: {
    watch: { type: "boolean" },
    built: { type: "boolean" },
    logs: { type: "boolean" },
    "source-maps": { type: "boolean" },
  },
});

// Functions on Lambda live in UTC.
process.env["TZ"] = "UTC";

const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && (name in settings || passedOn.test(name)) ? [[name, value]] : [],
  ),
);

const gateway = await startGateway({
  environment: {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    ...environment,
  },
  port: Number(process.env["PORT"] ?? 8000),
  build: flags.built !== true,
  ...(process.env["LOGS_DIR"] !== undefined && { logFolder: process.env["LOGS_DIR"] }),
  sourceMaps: flags["source-maps"] === true,
  ...(flags.watch === true && { watch: tellRebuilt }),
  eventSources: true,
  lambda: {
    sampling: Number(process.env["XRAY_SAMPLING"] ?? 0.05),
    cap: Number(process.env["LAMBDA_CONCURRENCY"] ?? 4),
  },
  ...(flags.logs === true && { log: (name: string, line: string) => console.error(`${name} ${line}`) }),
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

function tellRebuilt({ built, failed, milliseconds }: BuildReport): void {
  if (built.length > 0) console.log(`reloaded ${built.join(", ")} (${milliseconds} ms)`);
  for (const { name, message } of failed) console.error(`${name}: ${message}`);
}

const { failed = [], missing = [] } = gateway.report ?? {};
for (const { name, message } of failed) console.error(`${name}: ${message}`);
console.log(
  JSON.stringify({ ready: true, url: gateway.url, failed: failed.map(({ name }) => name), missing }),
);

/**
 * Runs every workflow once for each of its scenarios, on a real engine with activities that only answer, and keeps the
 * histories: `node record-histories.ts`, on the engine that TEMPORAL_ADDRESS names. What is there stays, for runs with such
 * histories may be under way; delete a file to have it recorded anew.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { env } from "@smartcourse/platform/env";
import { openPostgres } from "@smartcourse/platform/postgres";
import { closeTemporal, temporal } from "@smartcourse/platform/temporal";
import { createActivities } from "./activities.ts";
import { type Scenario, scenarios } from "./history-scenarios.ts";
import { workflowBundle } from "./workflow-bundle.ts";

const folder = join(import.meta.dirname, "histories");
const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

Runtime.install({ logger: new DefaultLogger("ERROR") });
await mkdir(folder, { recursive: true });
for (const [name, scenario] of Object.entries(scenarios)) {
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) continue;
  await writeFile(file, await record(name, scenario));
  process.stdout.write(`${name}\n`);
}
await closeTemporal();

async function record(name: string, scenario: Scenario): Promise<string> {
  const connection = await NativeConnection.connect({ address: env("TEMPORAL_ADDRESS") });
  const taskQueue = `record-${name}`;
  const worker = await Worker.create({
    connection,
    namespace: env("TEMPORAL_NAMESPACE"),
    taskQueue,
    workflowBundle: { codePath: await workflowBundle() },
    activities: { ...silentActivities(), ...scenario.activities },
  });
  const workflowId = `${taskQueue}-${Date.now()}`;
  const history = await worker.runUntil(async () => {
    const handle = await temporal().workflow.start(scenario.workflow, {
      taskQueue,
      workflowId,
      args: [scenario.input],
      memo: { traceparent, time_factor: 0.001 },
    });
    await handle.result().catch((error: unknown) => {
      if (scenario.fails !== true) throw error;
    });
    return handle.fetchHistory();
  });
  await connection.close();
  // Who ran it, and where, is nobody's concern.
  const text = JSON.stringify(JSON.parse(historyToJSON(history)));
  return text
    .replaceAll(/"identity":"[^"]*"/g, '"identity":"recorder"')
    .replaceAll(/"stackTrace":"(?:[^"\\]|\\.)*"/g, '"stackTrace":""');
}

/** Every activity by its name, doing nothing. */
function silentActivities(): Record<string, () => Promise<void>> {
  const names = Object.keys(createActivities({ db: openPostgres("postgres://127.0.0.1:1/none", 1) }));
  return Object.fromEntries(names.map((name) => [name, async () => undefined]));
}

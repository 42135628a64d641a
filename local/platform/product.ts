import { join } from "node:path";
import { answersOk, type Command } from "../services/service.ts";
import type { Ports } from "../services/table.ts";
import { root } from "./run-folder.ts";
import type { Supervisor } from "./supervisor.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export type ProcessName = "worker" | "relay" | "gateway";

const files: Readonly<Record<ProcessName, string>> = {
  worker: "temporal-worker/worker.ts",
  relay: "temporal-worker/relay.ts",
  gateway: "local/gateway/main.ts",
};
/** Those in containers serve many at a time, and hold as many connections. */
const settings: Readonly<Record<ProcessName, Readonly<Record<string, string>>>> = {
  worker: { DATABASE_POOL_SIZE: "5" },
  relay: { DATABASE_POOL_SIZE: "5" },
  gateway: {},
};

/** One of the product's own processes as a command; `environment` is the platform's. */
export function productCommand(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
  args: string[] = [],
): Command {
  const env = { ...environment, ...settings[name] };
  return { label: name, file: process.execPath, args: [join(root, files[name]), ...args], env, cwd: root };
}

interface Options {
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: Ports;
  readonly watch: boolean;
  readonly say: (line: string) => void;
}

/** Starts worker, relay and gateway, on services that are provisioned, and resolves when the gateway answers. */
export async function startProduct(
  supervisor: Supervisor,
  { environment, ports, watch, say }: Options,
): Promise<void> {
  const began = performance.now();
  const rule = { stopSignal: "SIGTERM", graceSeconds: 15, layer: "product" } as const;
  const logs = join(supervisor.folder, "logs");
  const gateway = { PORT: String(ports.gateway.main), LOGS_DIR: logs };
  const commands = [
    productCommand("worker", environment),
    productCommand("relay", environment),
    productCommand("gateway", { ...environment, ...gateway }, watch ? ["--watch"] : []),
  ];
  await Promise.all(commands.map((command) => supervisor.run(command, rule)));
  const probe = () => answersOk(`http://127.0.0.1:${ports.gateway.main}/health`);
  await Promise.race([
    waitUntilReady("The gateway", join(logs, "gateway.log"), probe, 180),
    supervisor.failed,
  ]);
  say(`  ready    worker, relay and gateway (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Command, Service, ServiceContext } from "../services/service.ts";
import { serviceTable, type Ports } from "../services/table.ts";
import type { Supervisor } from "./supervisor.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export interface ServiceOptions {
  readonly ports: Ports;
  readonly throwAway: boolean;
  readonly say: (line: string) => void;
}

/** Starts one service, whose program is at `place`, and resolves when it can be used; rejects when it, or anything beside it, fails first. */
export async function startService(
  service: Service,
  supervisor: Supervisor,
  options: ServiceOptions & { place: string },
): Promise<void> {
  await bringUp(service, supervisor, options, (context) => service.start(context));
}

/** The same for a service that runs in a container, which is up: only what belongs beside it is started. */
export async function startBesideContainer(
  service: Service,
  supervisor: Supervisor,
  options: ServiceOptions,
): Promise<void> {
  const beside = (context: ServiceContext) => service.besideContainer?.(context) ?? [];
  await bringUp(service, supervisor, { ...options, place: "" }, beside);
}

async function bringUp(
  service: Service,
  supervisor: Supervisor,
  options: ServiceOptions & { place: string },
  commandsOf: (context: ServiceContext) => readonly Command[] | Promise<readonly Command[]>,
): Promise<void> {
  const began = performance.now();
  supervisor.assertRunning();
  const { name, graceSeconds, beforeStop } = service;
  const context: ServiceContext = { ...options, dataDir: join(supervisor.folder, "data", name) };
  await mkdir(context.dataDir, { recursive: true });
  const stopSignal = options.throwAway ? (service.killSignal ?? "SIGKILL") : service.stopSignal;
  for (const command of await commandsOf(context)) {
    await supervisor.run(command, { stopSignal, graceSeconds, layer: "service" });
  }
  const { title } = serviceTable[name];
  const log = join(supervisor.folder, "logs", `${name}.log`);
  await Promise.race([waitUntilReady(title, log, () => service.probe(context)), supervisor.failed]);
  if (beforeStop !== undefined && !options.throwAway)
    supervisor.beforeServicesStop(() => beforeStop(context));
  options.say(`  ready    ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

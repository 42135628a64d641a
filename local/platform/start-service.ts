import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Service, ServiceContext } from "../services/service.ts";
import { serviceTable, type Ports } from "../services/table.ts";
import type { Supervisor } from "./supervisor.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

interface Options {
  readonly ports: Ports;
  readonly throwAway: boolean;
  readonly place: string;
  readonly say: (line: string) => void;
}

/** Starts one service and resolves when it can be used; rejects when it, or anything beside it, fails first. */
export async function startService(
  service: Service,
  supervisor: Supervisor,
  options: Options,
): Promise<void> {
  const began = performance.now();
  const { name, graceSeconds, beforeStop } = service;
  const stopSignal = options.throwAway ? (service.killSignal ?? "SIGKILL") : service.stopSignal;
  supervisor.assertRunning();
  const dataDir = join(supervisor.folder, "data", name);
  await mkdir(dataDir, { recursive: true });
  const context: ServiceContext = { ...options, dataDir };
  const rule = { stopSignal, graceSeconds, layer: "service" } as const;
  const keep =
    beforeStop !== undefined && !options.throwAway ? { beforeStop: () => beforeStop(context) } : {};
  const commands = await service.start(context);
  for (const [index, command] of commands.entries()) {
    await supervisor.run(command, { ...rule, ...(index === 0 ? keep : {}) });
  }
  const { title } = serviceTable[name];
  const log = join(supervisor.folder, "logs", `${name}.log`);
  await Promise.race([waitUntilReady(title, log, () => service.probe(context)), supervisor.failed]);
  options.say(`  ready    ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

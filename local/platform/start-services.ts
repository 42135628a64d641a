import { rm } from "node:fs/promises";
import { lineProgress } from "../downloads/progress.ts";
import { servicesNamed } from "../services/all.ts";
import type { Service } from "../services/service.ts";
import type { ServiceName } from "../services/table.ts";
import { environmentOf } from "./environment.ts";
import { clearOrphans } from "./orphans.ts";
import { freePorts } from "./ports.ts";
import { newRunFolder } from "./run-folder.ts";
import { startService, type ServiceOptions } from "./start-service.ts";
import { Supervisor } from "./supervisor.ts";
import { obtainVideoPrograms } from "./video-programs.ts";

export interface StartServicesOptions {
  /** Which services; by default all. */
  readonly only?: readonly ServiceName[];
  readonly say?: (line: string) => void;
}

export interface StartedServices {
  /** Every setting of the product. Those of services that were left out lead nowhere. */
  readonly environment: Record<string, string>;
  /** Rejects when a service ends by itself. */
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
}

/** Starts services on free ports, with data that are thrown away at the end. Where one fails it rejects, and leaves nothing running. */
export async function startServices({
  only,
  say = () => {},
}: StartServicesOptions = {}): Promise<StartedServices> {
  await clearOrphans(say);
  const [folder, ports] = [newRunFolder(), await freePorts()];
  const environment = environmentOf(ports, { dataDir: folder, throwAway: true });
  const supervisor = new Supervisor(folder, ports, environment);
  const stop = async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await startAll(servicesNamed(only), supervisor, { ports, throwAway: true, say });
    supervisor.markReady();
  } catch (error) {
    await stop();
    throw error;
  }
  return { environment, failed: supervisor.failed, stop };
}

/** Obtains and starts services, all at once: one starts as soon as its own program is there. */
export async function startAll(
  services: readonly Service[],
  supervisor: Supervisor,
  options: ServiceOptions,
): Promise<void> {
  const progress = lineProgress(options.say);
  const start = async (service: Service) =>
    startService(service, supervisor, { ...options, place: await service.obtain(progress) });
  const hasWorkers = services.some(({ name }) => name === "temporal");
  await Promise.all([...services.map(start), hasWorkers && obtainVideoPrograms(progress)]);
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { servicesNamed } from "../services/all.ts";
import type { Ports } from "../services/table.ts";
import { startInContainers } from "./docker.ts";
import { envFile, environmentOf } from "./environment.ts";
import { startProduct } from "./product.ts";
import { provision } from "./provision.ts";
import { startAll } from "./start-services.ts";
import { Supervisor } from "./supervisor.ts";

export interface PlatformOptions {
  readonly folder: string;
  readonly ports: Ports;
  /** For tests: nothing is kept, and a process that dies is what a test may want. */
  readonly throwAway: boolean;
  readonly watch?: boolean;
  /** Back ends in containers. */
  readonly docker?: boolean;
  readonly say: (line: string) => void;
}

export interface Platform {
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: Ports;
  readonly supervisor: Supervisor;
}

/** Puts a platform on record, before anything of it runs: whoever fails to start it can stop it. */
export function preparePlatform({ folder, ports, throwAway }: PlatformOptions): Platform {
  const environment = environmentOf(ports, { dataDir: folder, throwAway });
  writeFileSync(join(folder, ".env"), envFile(environment), { mode: 0o600 });
  return { environment, ports, supervisor: new Supervisor(folder, ports, environment) };
}

/** Starts all of a platform: the services at once, then what they must hold, then the product. */
export async function startPlatform(
  { environment, ports, supervisor }: Platform,
  options: PlatformOptions,
): Promise<void> {
  const { throwAway, watch = false, docker = false, say } = options;
  const serviceOptions = { ports, throwAway, say };
  if (docker) await startInContainers(supervisor, serviceOptions);
  else await startAll(servicesNamed(), supervisor, serviceOptions);
  await Promise.race([provision(environment), supervisor.failed]);
  await startProduct(supervisor, { environment, ports, watch, say });
  supervisor.markReady(throwAway ? say : undefined);
}

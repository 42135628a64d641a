import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runClient } from "../downloads/run-client.ts";
import { servicesNamed } from "../services/all.ts";
import { serviceTable } from "../services/table.ts";
import { Failure } from "./failure.ts";
import { localDir, root } from "./run-folder.ts";
import { startBesideContainer, type ServiceOptions } from "./start-service.ts";
import { startAll } from "./start-services.ts";
import type { Supervisor } from "./supervisor.ts";

/** There while containers hold data of ours, for `stop` and `reset` to know. */
const used = join(localDir, "docker-used");
const noEngine =
  "No Docker engine with the compose plugin answers (try: docker compose version && docker info). Start it, or leave out --docker.";

/** Throws a Failure where no engine answers, or it has no compose. */
export async function requireDocker(): Promise<void> {
  try {
    await runClient("docker", ["compose", "version"]);
    await runClient("docker", ["info", "--format", "{{.ServerVersion}}"]);
  } catch (error) {
    throw new Failure(noEngine, { cause: error });
  }
}

/** Starts the back ends from their images, and what has no image as processes beside them. */
export async function startInContainers(supervisor: Supervisor, options: ServiceOptions): Promise<void> {
  options.say("  docker compose up (the first time it fetches the images) …");
  writeFileSync(used, "");
  await Promise.race([compose("up", "--detach"), supervisor.failed]);
  const inContainer = servicesNamed().filter(({ name }) => serviceTable[name].image !== undefined);
  const asProcess = servicesNamed().filter(({ name }) => serviceTable[name].image === undefined);
  await Promise.all([
    ...inContainer.map((service) => startBesideContainer(service, supervisor, options)),
    startAll(asProcess, supervisor, options),
  ]);
}

/** Stops the containers, where there are any; their data stay unless they are to be removed. */
export async function stopContainers(data: "keep" | "remove"): Promise<void> {
  if (!existsSync(used)) return;
  await requireDocker();
  await (data === "keep" ? compose("stop") : compose("down", "--volumes"));
  if (data === "remove") rmSync(used);
}

async function compose(...args: string[]): Promise<void> {
  const file = join(root, "docker-compose.local.yml");
  await runClient("docker", ["compose", "--project-name", "smartcourse", "--file", file, ...args]);
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineProgress } from "../../local/downloads/progress.ts";
import { freePorts } from "../../local/platform/ports.ts";
import { waitUntilReady } from "../../local/platform/wait-until-ready.ts";
import type { Service } from "../../local/services/service.ts";
import type { Ports } from "../../local/services/table.ts";

/** A back end that belongs to one test, which may do with it what it likes. */
export interface OwnService {
  /** The same after each start. */
  readonly ports: Ports;
  /** SIGKILL: nobody is told. */
  kill(): Promise<void>;
  /** Starts it again, on the data that it left. Resolves when it can be used. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a service that runs as one process. */
export async function startOwnService(service: Service): Promise<OwnService> {
  const [ports, dataDir, place] = await Promise.all([
    freePorts(),
    mkdtemp(join(tmpdir(), `own-${service.name}-`)),
    service.obtain(lineProgress(() => {})),
  ]);
  const context = { ports, dataDir, throwAway: true, place, say: () => {} };
  let running: ChildProcess | undefined;
  const kill = async () => {
    if (running === undefined) return;
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    await gone;
    running = undefined;
  };
  const start = async () => {
    const [command] = await service.start(context);
    if (command === undefined) throw new Error(`${service.name} is no process`);
    const { file, args, cwd, env } = command;
    running = spawn(file, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    await waitUntilReady(service.name, dataDir, () => service.probe(context));
  };
  await start();
  return {
    ports,
    kill,
    start,
    async close() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

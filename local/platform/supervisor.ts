import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../services/service.ts";
import type { Ports } from "../services/table.ts";
import { Failure } from "./failure.ts";
import { marker } from "./orphans.ts";
import { identify } from "./process-identity.ts";
import { end, launch, tail, type Running } from "./processes.ts";
import { removeState, writeState } from "./run-folder.ts";

interface StopRule {
  readonly stopSignal: NodeJS.Signals;
  readonly graceSeconds: number;
  /** What stops first: processes of the product stop before the services they use. */
  readonly layer: "product" | "service";
}

interface Watched extends StopRule {
  readonly running: Running;
}

/** Runs the processes of one platform: keeps the record of them in its folder, notices one that dies, stops them all. */
export class Supervisor {
  readonly folder: string;
  /** Rejects when a process ends that was not told to. */
  readonly failed: Promise<never>;
  readonly #ports: Ports;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #watched: Watched[] = [];
  readonly #leaveTakers: (() => Promise<void>)[] = [];
  #ready = false;
  #onDeath: ((message: string) => void) | undefined;
  #stopped: Promise<void> | undefined;
  #fail: (reason: Failure) => void = () => {};

  constructor(folder: string, ports: Ports, environment: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#ports = ports;
    this.#environment = environment;
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject));
    this.failed.catch(() => {}); // whoever waits for it hears of it; nobody may be waiting yet
    const logs = join(folder, "logs");
    rmSync(`${logs}-before`, { recursive: true, force: true });
    if (existsSync(logs)) renameSync(logs, `${logs}-before`);
    mkdirSync(logs, { recursive: true });
    this.#record();
  }

  /** Starts a process; its output goes to `logs/LABEL.log`. */
  async run(command: Command, rule: StopRule): Promise<Running> {
    this.assertRunning();
    const log = join(this.folder, "logs", `${command.label}.log`);
    const running = await launch(command, log, { ...process.env, [marker]: this.folder });
    if (this.#stopped !== undefined) await end(running, "SIGKILL", 0);
    this.assertRunning();
    this.#watched.push({ running, ...rule });
    this.#record();
    void running.ended.then((how) => this.#noticeEnd(running, how));
    return running;
  }

  /** Throws where the platform is being stopped, so that nothing starts behind its back. */
  assertRunning(): void {
    if (this.#stopped !== undefined) throw new Failure("The platform is being stopped.");
  }

  /** Has something done when the product has stopped and the services have not yet. */
  beforeServicesStop(work: () => Promise<void>): void {
    this.#leaveTakers.push(work);
  }

  /** Says that the platform can be used. Afterwards a process that dies may be what a test wants: `onDeath` is told, then, and nothing fails. */
  markReady(onDeath?: (message: string) => void): void {
    this.#ready = true;
    this.#onDeath = onDeath;
    this.#record();
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** Stops everything, the product first. Called twice it is done once. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    await this.#stopLayer("product");
    for (const left of await Promise.allSettled(this.#leaveTakers.map((work) => work()))) {
      if (left.status === "rejected") console.error(`Not done before the end: ${left.reason}`);
    }
    await this.#stopLayer("service");
    removeState(this.folder);
  }

  async #stopLayer(layer: StopRule["layer"]): Promise<void> {
    const ending = this.#watched.filter((watched) => watched.layer === layer);
    for (const { running } of ending) running.stopping = true;
    await Promise.all(
      ending.map((watched) => end(watched.running, watched.stopSignal, watched.graceSeconds)),
    );
  }

  #noticeEnd({ label, log, stopping }: Running, how: string): void {
    if (stopping) return;
    if (this.#onDeath !== undefined) return this.#onDeath(`${label} ended (${how}).`);
    const last = tail(log).replaceAll("\n", "\n    ");
    this.#fail(
      new Failure(
        `${label} ended by itself (${how}); the platform stops. The last lines of ${log}:\n    ${last}`,
      ),
    );
  }

  #record(): void {
    const processes = this.#watched.map(({ running }) => ({ label: running.label, ...running.identity }));
    const owner = identify(process.pid) ?? { pid: process.pid, started: "" };
    const record = {
      owner,
      ready: this.#ready,
      processes,
      ports: this.#ports,
      environment: this.#environment,
    };
    writeState(this.folder, record);
  }
}

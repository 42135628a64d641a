import type { FunctionConfig, Invocation, Outcome } from "./sandbox.ts";
import { Sandbox } from "./sandbox.ts";

/** What happens to an event that finds every sandbox busy: it waits its turn, or it is refused. */
export type WhenFull = "queue" | "throttle";

export interface PoolOptions {
  readonly config: FunctionConfig;
  /** Sandboxes at one time at most. */
  readonly cap: number;
  readonly whenFull: WhenFull;
  /** Closes a sandbox that had nothing to do for so long. */
  readonly idleMs: number;
  readonly runtime: string;
  readonly onLine: (line: string) => void;
  /** Called before one more is started: room to make, where there are limits over all functions. */
  readonly beforeStart: () => void;
}

interface Idle {
  readonly sandbox: Sandbox;
  readonly since: number;
  readonly reaper: NodeJS.Timeout;
}

/** The sandboxes of one function: warm ones are used again, the last used first. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #all = new Set<Sandbox>();
  #waiting: ((sandbox: Sandbox | undefined) => void)[] = [];
  #idle: Idle[] = [];
  #closed = false;
  #current = new WeakSet<Sandbox>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** How many sandboxes there are, how many of them have nothing to do, and how many events wait. */
  get load(): { sandboxes: number; idle: number; waiting: number } {
    return { sandboxes: this.#all.size, idle: this.#idle.length, waiting: this.#waiting.length };
  }

  /** When the sandbox that has been idle longest became so, in ms since the epoch. */
  get idleSince(): number | undefined {
    return this.#idle[0]?.since;
  }

  /** Calls the function. `signal` gives up a place in the queue; an event that has begun is not stopped. */
  async invoke(invocation: Invocation, signal?: AbortSignal): Promise<Outcome | { status: "throttled" }> {
    const sandbox = await this.#acquire(signal);
    if (sandbox === undefined) return { status: "throttled" };
    const outcome = await sandbox.invoke(invocation);
    this.#release(sandbox);
    return outcome;
  }

  /** Closes the sandbox that has been idle longest. */
  dropIdle(): void {
    const [oldest] = this.#idle;
    if (oldest !== undefined) void this.#drop(oldest);
  }

  /** Has what comes next run in new sandboxes, with the bundle as it now is. Those at work finish. */
  async reload(): Promise<void> {
    this.#current = new WeakSet();
    await Promise.all(this.#idle.map((idle) => this.#drop(idle)));
  }

  /** Ends every sandbox, those at work too, and refuses what waits. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reaper } of this.#idle) clearTimeout(reaper);
    this.#idle = [];
    for (const refuse of this.#waiting) refuse(undefined);
    this.#waiting = [];
    await Promise.all([...this.#all].map((sandbox) => sandbox.close()));
    this.#all.clear();
  }

  #acquire(signal: AbortSignal | undefined): Promise<Sandbox | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      clearTimeout(idle.reaper);
      if (idle.sandbox.alive) return Promise.resolve(idle.sandbox);
      this.#all.delete(idle.sandbox);
    }
    if (this.#all.size < this.#options.cap) return Promise.resolve(this.#start());
    if (this.#options.whenFull === "throttle") return Promise.resolve(undefined);
    return this.#wait(signal);
  }

  #wait(signal: AbortSignal | undefined): Promise<Sandbox | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal?.addEventListener("abort", () => {
        this.#waiting = this.#waiting.filter((other) => other !== resolve);
        resolve(undefined);
      });
    });
  }

  #start(): Sandbox {
    const { config, runtime, onLine, beforeStart } = this.#options;
    beforeStart();
    const sandbox = new Sandbox(config, runtime, onLine);
    this.#all.add(sandbox);
    this.#current.add(sandbox);
    return sandbox;
  }

  #release(sandbox: Sandbox): void {
    const usable = sandbox.alive && this.#current.has(sandbox) && !this.#closed;
    if (!usable) {
      this.#all.delete(sandbox);
      void sandbox.close();
    }
    const next = this.#waiting.shift();
    if (next !== undefined) next(usable ? sandbox : this.#start());
    else if (usable) this.#rest(sandbox);
  }

  #rest(sandbox: Sandbox): void {
    const reaper = setTimeout(() => void this.#drop(idle), this.#options.idleMs).unref();
    const idle: Idle = { sandbox, since: Date.now(), reaper };
    this.#idle.push(idle);
  }

  async #drop(idle: Idle): Promise<void> {
    clearTimeout(idle.reaper);
    this.#idle = this.#idle.filter((other) => other !== idle);
    this.#all.delete(idle.sandbox);
    await idle.sandbox.close();
  }
}

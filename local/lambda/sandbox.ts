import { Worker } from "node:worker_threads";
import { lineSplitter } from "./lines.ts";
import type { FunctionError, InvokeMessage, SandboxMessage, SandboxSetup } from "./protocol.ts";
import { describeCrash, exitError, outOfMemory, timedOut } from "./sandbox-errors.ts";

/** Lambda's limit on the start of a function; past it, the start counts against the function's own time-out. */
const initLimitMs = 10_000;

/**
 * A sandbox's memory is looked at so often. V8's own limit on a thread is set above the function's by a margin, because
 * it cannot always end the thread in time, and then it ends the process.
 */
const memoryCheckMs = 100;
const memoryMarginMb = 384;
/** Less than V8's own choice: dozens of sandboxes share this machine, and most of the time do nothing. */
const youngGenerationMb = 12;

/** What a function runs with. */
export interface FunctionConfig {
  readonly name: string;
  /** Path of its bundle. */
  readonly bundle: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Takes a streamed answer. `write` resolves when more may come; neither throws, whatever became of the client. */
export interface StreamSink {
  start(contentType: string): void;
  write(chunk: Uint8Array): Promise<void>;
}

/** How an invocation ended. */
export type Outcome =
  | { readonly status: "succeeded"; readonly payload: string }
  | { readonly status: "failed"; readonly error: FunctionError };

export interface Invocation extends Omit<InvokeMessage, "type" | "deadline"> {
  readonly sink?: StreamSink | undefined;
}

interface Running {
  readonly invocation: Invocation;
  readonly settle: (outcome: Outcome) => void;
  readonly timer: NodeJS.Timeout;
  readonly memoryCheck: NodeJS.Timeout;
}

/** A worker thread with one function loaded in it, for one event at a time. A time-out or a crash closes it for good. */
export class Sandbox {
  readonly #config: FunctionConfig;
  readonly #worker: Worker;
  readonly #started: Promise<FunctionError | undefined>;
  readonly #onLine: (line: string) => void;
  #running: Running | undefined;
  #gone: Promise<void> | undefined;

  constructor(config: FunctionConfig, runtime: string, onLine: (line: string) => void) {
    this.#config = config;
    this.#onLine = onLine;
    const setup: SandboxSetup = {
      bundle: config.bundle,
      functionName: config.name,
      memoryMb: config.memoryMb,
    };
    this.#worker = new Worker(runtime, {
      eval: true,
      workerData: setup,
      env: { ...config.environment },
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: config.memoryMb + memoryMarginMb,
        maxYoungGenerationSizeMb: youngGenerationMb,
      },
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) stream.on("data", lineSplitter(onLine));
    this.#started = this.#start();
    this.#worker.on("error", (error) => this.#crash(describeCrash(error)));
    this.#worker.on("exit", (code) =>
      this.#crash(exitError(`Runtime exited with error: exit status ${code}`)),
    );
    this.#worker.on("message", (message: SandboxMessage) => this.#receive(message));
  }

  /** Whether it can take another event. */
  get alive(): boolean {
    return this.#gone === undefined;
  }

  /** Calls the function. Never rejects: what goes wrong is an outcome. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const initError = await this.#started;
    if (initError !== undefined) {
      await this.close();
      return { status: "failed", error: initError };
    }
    if (!this.alive) return { status: "failed", error: exitError("The sandbox is gone") };
    return new Promise((settle) => {
      const milliseconds = this.#config.timeoutSeconds * 1000;
      const timer = setTimeout(() => this.#timeOut(invocation.requestId), milliseconds);
      const memoryCheck = setInterval(() => void this.#checkMemory(), memoryCheckMs);
      this.#running = { invocation, settle, timer, memoryCheck };
      const { sink: _, ...message } = invocation;
      this.#worker.postMessage({ ...message, type: "invoke", deadline: Date.now() + milliseconds }, []);
    });
  }

  /** Ends the thread, whatever it does. */
  close(): Promise<void> {
    this.#gone ??= this.#worker.terminate().then(() => undefined);
    return this.#gone;
  }

  #start(): Promise<FunctionError | undefined> {
    return new Promise((resolve) => {
      const limit = initLimitMs + this.#config.timeoutSeconds * 1000;
      const timer = setTimeout(() => resolve(timedOut("init", limit / 1000)), limit);
      const settle = (error?: FunctionError) => {
        clearTimeout(timer);
        resolve(error);
      };
      this.#worker.on("message", (message: SandboxMessage) => {
        if (message.type === "ready") settle();
        if (message.type === "init_failed") settle(message.error);
      });
      this.#worker.once("error", (error) => settle(describeCrash(error)));
      this.#worker.once("exit", (code) =>
        settle(exitError(`Runtime exited during init: exit status ${code}`)),
      );
    });
  }

  #receive(message: SandboxMessage): void {
    const sink = this.#running?.invocation.sink;
    if (message.type === "returned") this.#settle({ status: "succeeded", payload: message.payload });
    else if (message.type === "threw") this.#settle({ status: "failed", error: message.error });
    else if (message.type === "streaming") sink?.start(message.contentType);
    else if (message.type === "chunk") void this.#passOn(message.data, sink);
  }

  async #passOn(chunk: Uint8Array, sink: StreamSink | undefined): Promise<void> {
    await sink?.write(chunk);
    if (this.alive) this.#worker.postMessage({ type: "accepted" }, []);
  }

  #settle(outcome: Outcome): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    clearTimeout(running.timer);
    clearInterval(running.memoryCheck);
    running.settle(outcome);
  }

  /** Counts the heap and the buffers outside it, as Lambda counts the whole process. */
  async #checkMemory(): Promise<void> {
    const heap = await this.#worker.getHeapStatistics().catch(() => undefined);
    if (heap === undefined || !this.alive) return;
    const megabytes = (heap.used_heap_size + heap.external_memory) / 1024 / 1024;
    if (megabytes > this.#config.memoryMb) this.#crash(outOfMemory(this.#config.memoryMb));
  }

  #timeOut(requestId: string): void {
    void this.close();
    this.#settle({ status: "failed", error: timedOut(requestId, this.#config.timeoutSeconds) });
  }

  #crash(error: FunctionError): void {
    const unexpected = this.alive && this.#running === undefined;
    if (unexpected) this.#onLine(JSON.stringify({ level: "ERROR", message: "sandbox.crashed_idle", error }));
    void this.close();
    this.#settle({ status: "failed", error });
  }
}

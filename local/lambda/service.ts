import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { FunctionEntry } from "@smartcourse/contracts/functions";
import type { BuildPaths } from "../bundles/paths.ts";
import { functionArn, functionEnvironment } from "./environment.ts";
import type { FunctionLog } from "./function-log.ts";
import { Pool, type WhenFull } from "./pool.ts";
import { runtimeCode } from "./runtime-code.ts";
import type { Outcome, StreamSink } from "./sandbox.ts";
import { type TraceContext, continueTrace, traceHeader } from "./trace-header.ts";

/** Lambda's limit on the event and on the answer of a synchronous invocation. */
export const payloadLimitBytes = 6_291_556;

/** How an invocation ended, Lambda's own refusals included. */
export type InvokeResult = Outcome | { readonly status: "throttled" } | { readonly status: "too_large" };

export interface InvokeOptions {
  /** The caller's `X-Amzn-Trace-Id`. */
  readonly trace?: string | undefined;
  readonly sink?: StreamSink;
  /** Gives up waiting for a sandbox. */
  readonly signal?: AbortSignal;
}

/** What an invocation was, once it is over: X-Ray's segment is made of it. */
export interface InvocationRecord {
  readonly name: string;
  readonly requestId: string;
  readonly trace: TraceContext;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: InvokeResult["status"];
}

export interface LambdaOptions {
  readonly functions: readonly FunctionEntry[];
  readonly paths: BuildPaths;
  /** Settings of the deployment; each function gets its own of them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  /** Sandboxes of one function at one time; a number for those that have one of their own. */
  readonly cap?: number;
  readonly caps?: Readonly<Record<string, number>>;
  /** Functions that refuse (429) what exceeds their cap instead of queueing it. */
  readonly throttled?: readonly string[];
  /** Sandboxes over all functions: past it, the one that was idle longest makes room. */
  readonly totalCap?: number;
  readonly idleMs?: number;
  /** Share of the traces that are sampled where the caller did not decide, 0 to 1. */
  readonly sampling?: number;
  readonly onInvocation?: (record: InvocationRecord) => void;
}

export interface Lambda {
  /** Calls a function synchronously. Throws only where there is no such function. */
  invoke(name: string, event: unknown, options?: InvokeOptions): Promise<InvokeResult>;
  reload(names: readonly string[]): Promise<void>;
  load(): Record<string, { sandboxes: number; idle: number; waiting: number }>;
  stop(): Promise<void>;
}

/** Runs functions as Lambda does: sandboxes that are reused, one event at a time in each, and its limits. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const runtime = await runtimeCode();
  const pools = new Map<string, Pool>();
  for (const deployed of options.functions)
    pools.set(deployed.name, createPool(options, deployed, runtime, pools));

  return {
    async invoke(name, event, call = {}) {
      const pool = pools.get(name);
      if (pool === undefined) throw new Error(`There is no function ${name}`);
      const payload = JSON.stringify(event);
      if (Buffer.byteLength(payload) > payloadLimitBytes) return { status: "too_large" };
      const requestId = randomUUID();
      const trace = continueTrace(call.trace, options.sampling ?? 0);
      const startedAt = Date.now();
      const result = limitAnswer(
        await pool.invoke(
          {
            requestId,
            event: payload,
            trace: traceHeader(trace),
            functionArn: functionArn(name),
            sink: call.sink,
          },
          call.signal,
        ),
      );
      const record = { name, requestId, trace, startedAt, endedAt: Date.now(), status: result.status };
      options.log.write(name, reportLine(record, result));
      options.onInvocation?.(record);
      return result;
    },
    async reload(names) {
      await Promise.all(names.map(async (name) => pools.get(name)?.reload()));
    },
    load() {
      return Object.fromEntries([...pools].map(([name, pool]) => [name, pool.load]));
    },
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function createPool(
  { cap = 4, caps = {}, throttled = [], totalCap = 24, idleMs = 120_000, ...options }: LambdaOptions,
  deployed: FunctionEntry,
  runtime: string,
  pools: ReadonlyMap<string, Pool>,
): Pool {
  const { name, timeoutSeconds, memoryMb } = deployed;
  const whenFull: WhenFull = throttled.includes(name) ? "throttle" : "queue";
  return new Pool({
    config: {
      name,
      timeoutSeconds,
      memoryMb,
      bundle: join(options.paths.functions, `${name}.cjs`),
      environment: functionEnvironment(deployed, options.environment, options.paths),
    },
    cap: caps[name] ?? cap,
    whenFull,
    idleMs,
    runtime,
    onLine: (line) => options.log.write(name, line),
    beforeStart: () => makeRoom([...pools.values()], totalCap),
  });
}

/** Where every sandbox is at work, the limit gives way: waiting for one another they might never end. */
function makeRoom(pools: readonly Pool[], totalCap: number): void {
  const total = pools.reduce((sum, pool) => sum + pool.load.sandboxes, 0);
  if (total < totalCap) return;
  const idle = pools.filter((pool) => pool.idleSince !== undefined);
  idle.sort((one, other) => (one.idleSince ?? 0) - (other.idleSince ?? 0));
  idle[0]?.dropIdle();
}

function limitAnswer(result: InvokeResult): InvokeResult {
  if (result.status !== "succeeded" || Buffer.byteLength(result.payload) <= payloadLimitBytes) return result;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadLimitBytes} bytes).`;
  return { status: "failed", error: { errorType: "Function.ResponseSizeTooLarge", errorMessage } };
}

function reportLine(record: InvocationRecord, result: InvokeResult): string {
  return JSON.stringify({
    time: new Date(record.endedAt).toISOString(),
    type: "platform.report",
    record: {
      requestId: record.requestId,
      metrics: { durationMs: record.endedAt - record.startedAt },
      status: result.status === "succeeded" ? "success" : result.status,
      tracing: { type: "X-Amzn-Trace-Id", value: traceHeader(record.trace) },
      ...(result.status === "failed" && { error: result.error }),
    },
  });
}

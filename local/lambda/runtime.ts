// Runs inside a sandbox: what Lambda's Node runtime is to a function.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionError, HostMessage, InvokeMessage, SandboxMessage, SandboxSetup } from "./protocol.ts";
import { type StreamingHandler, awslambda, isStreaming, runStreaming } from "./streamify.ts";

type BufferedHandler = (event: unknown, context: unknown) => unknown;
type Handler =
  | { readonly streaming: true; readonly call: StreamingHandler }
  | { readonly streaming: false; readonly call: BufferedHandler };

const setup = workerData as SandboxSetup;
const port = parentPort;
if (port === null) throw new Error("The runtime runs in a worker thread");
let accepted: (() => void) | undefined;

function send(message: SandboxMessage): void {
  port?.postMessage(message);
}

function describeError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
}

function loadHandler(): Handler {
  process.setSourceMapsEnabled(existsSync(`${setup.bundle}.map`));
  Object.assign(globalThis, { awslambda });
  const { handler } = createRequire(setup.bundle)(setup.bundle) as { handler?: unknown };
  if (typeof handler !== "function") throw named("Runtime.HandlerNotFound", "handler is not exported");
  if (isStreaming(handler)) return { streaming: true, call: handler };
  if (handler.length > 2) {
    throw named("Runtime.CallbackHandlerDeprecated", "nodejs24.x calls no handler that takes a callback");
  }
  return { streaming: false, call: handler as BufferedHandler };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function contextOf(message: InvokeMessage): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: message.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    awsRequestId: message.requestId,
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: process.env["AWS_LAMBDA_LOG_STREAM_NAME"],
    getRemainingTimeInMillis: () => Math.max(0, message.deadline - Date.now()),
  };
}

const outlet = {
  start: (contentType: string) => send({ type: "streaming", contentType }),
  send: (data: Buffer, resume: () => void) => {
    accepted = resume;
    send({ type: "chunk", data });
  },
};

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  process.env["_X_AMZN_TRACE_ID"] = message.trace;
  try {
    const event: unknown = JSON.parse(message.event);
    const context = contextOf(message);
    if (handler.streaming) {
      await runStreaming(handler.call, event, context, outlet);
      send({ type: "returned", payload: "" });
    } else {
      const result = await handler.call(event, context);
      send({ type: "returned", payload: JSON.stringify(result ?? null) });
    }
  } catch (error) {
    send({ type: "threw", error: describeError(error) });
  }
}

try {
  const handler = loadHandler();
  port.on("message", (message: HostMessage) => {
    if (message.type === "accepted") accepted?.();
    else void invoke(handler, message);
  });
  send({ type: "ready" });
} catch (error) {
  send({ type: "init_failed", error: describeError(error) });
}

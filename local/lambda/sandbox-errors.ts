import type { FunctionError } from "./protocol.ts";

/** The function did not answer in its time. */
export function timedOut(requestId: string, seconds: number): FunctionError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}

/** The function took more memory than it has. */
export function outOfMemory(megabytes: number): FunctionError {
  return {
    errorType: "Runtime.OutOfMemory",
    errorMessage: `The function used more than its ${megabytes} MB`,
  };
}

/** The sandbox ended while the function ran. */
export function exitError(errorMessage: string): FunctionError {
  return { errorType: "Runtime.ExitError", errorMessage };
}

/** What ended a sandbox, as Lambda would name it. */
export function describeCrash(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error))
    return { errorType: "Runtime.UncaughtException", errorMessage: String(thrown) };
  if ("code" in thrown && thrown.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { errorType: "Runtime.OutOfMemory", errorMessage: thrown.message };
  }
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    trace: thrown.stack?.split("\n") ?? [],
  };
}

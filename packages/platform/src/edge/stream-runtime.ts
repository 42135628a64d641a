import type { Writable } from "node:stream";
import type { HttpEvent } from "./request.ts";

/** Status and headers of a streamed reply: sent before its first byte. */
export interface StreamPrelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type StreamHandler = (event: HttpEvent, stream: Writable, context?: unknown) => Promise<void>;

/** What Lambda's Node runtime puts into the global `awslambda`. */
export interface StreamRuntime {
  streamifyResponse(handler: StreamHandler): StreamHandler;
  readonly HttpResponseStream: { from(stream: Writable, prelude: StreamPrelude): Writable };
}

/** Undefined outside Lambda, where libraries may have made an `awslambda` that does not stream. */
function runtime(): StreamRuntime | undefined {
  const found: unknown = Reflect.get(globalThis, "awslambda");
  const streams = typeof found === "object" && found !== null && "streamifyResponse" in found;
  return streams ? (found as StreamRuntime) : undefined;
}

/** Marks a handler as one that streams. Outside Lambda, where there is nobody to tell, it stays as it is. */
export function streamify(handler: StreamHandler): StreamHandler {
  return runtime()?.streamifyResponse(handler) ?? handler;
}

/** The stream behind its status and headers. Throws where there is no runtime that streams. */
export function openReply(stream: Writable, prelude: StreamPrelude): Writable {
  const lambda = runtime();
  if (lambda === undefined) throw new Error("There is no awslambda: this runtime does not stream");
  return lambda.HttpResponseStream.from(stream, prelude);
}

import { Writable } from "node:stream";

/** Marks a handler that streams, as Lambda's own runtime does. */
const streamingHandler = Symbol.for("aws.lambda.runtime.handler.streaming");

/** Content type of a stream that begins with a prelude: status and headers as JSON, then eight null bytes. */
export const preludeContentType = "application/vnd.awslambda.http-integration-response";
const preludeEnd = Buffer.alloc(8);

/** Status, headers and cookies of a streamed answer. */
export interface Prelude {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** Where a response stream's bytes go: announced once, then chunk by chunk, the next when the last was accepted. */
interface Outlet {
  start(contentType: string): void;
  send(chunk: Buffer, accepted: () => void): void;
}

/** The stream that a streaming handler writes its answer to. */
export class ResponseStream extends Writable {
  readonly #outlet: Outlet;
  #contentType = "application/octet-stream";
  #prelude: string | undefined;
  #written = false;
  #started = false;

  constructor(outlet: Outlet) {
    super({ decodeStrings: true });
    this.#outlet = outlet;
  }

  setContentType(contentType: string): void {
    if (this.#written) throw new Error("Cannot set content-type, too late.");
    this.#contentType = contentType;
  }

  /** Sent before the first `write`. As on Lambda, not before an `end` that nothing was written before. */
  setPrelude(prelude: Prelude): void {
    this.#prelude = JSON.stringify(prelude);
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    if (!this.#written) {
      this.#written = true;
      if (this.#prelude !== undefined) super.write(Buffer.concat([Buffer.from(this.#prelude), preludeEnd]));
    }
    const sendable = typeof chunk === "string" || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    const [encoding, callback] = rest as [BufferEncoding, () => void];
    return super.write(sendable, encoding, callback);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error) => void): void {
    this.#start();
    this.#outlet.send(chunk, callback);
  }

  override _final(callback: (error?: Error) => void): void {
    this.#start();
    callback();
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#outlet.start(this.#contentType);
  }
}

export type StreamingHandler = (event: unknown, stream: ResponseStream, context: unknown) => Promise<unknown>;

/** `awslambda`, the global that Lambda's Node runtime offers for streaming. */
export const awslambda = {
  streamifyResponse(handler: StreamingHandler): StreamingHandler {
    return Object.assign(handler, { [streamingHandler]: "response" });
  },
  HttpResponseStream: {
    from(stream: ResponseStream, prelude: Prelude): ResponseStream {
      stream.setContentType(preludeContentType);
      stream.setPrelude(prelude);
      return stream;
    },
  },
};

/** Whether `handler` went through `streamifyResponse`. */
export function isStreaming(handler: object): handler is StreamingHandler {
  return streamingHandler in handler;
}

/**
 * Runs a streaming handler. Throws what it throws, and where it returns with its stream still open.
 * A value that it returns is ignored.
 */
export async function runStreaming(
  handler: StreamingHandler,
  event: unknown,
  context: unknown,
  outlet: Outlet,
): Promise<void> {
  const stream = new ResponseStream(outlet);
  const finished = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve);
    stream.once("error", reject);
  });
  // Heard again below; a stream that breaks before the handler returns is no unhandled rejection.
  finished.catch(() => undefined);
  const result: unknown = handler(event, stream, context);
  if (!(result instanceof Promise)) throw new Error("Streaming does not support non-async handlers.");
  await result;
  if (!stream.writableEnded) throw new Error("Response stream is not finished.");
  await finished;
}

/**
 * Splits a stream's beginning into its prelude and the first bytes of the body; `undefined` while the prelude is not
 * complete. Throws where it is not JSON.
 */
export function parsePrelude(bytes: Buffer): { prelude: Prelude; rest: Buffer } | undefined {
  const end = bytes.indexOf(preludeEnd);
  if (end < 0) return undefined;
  const prelude = JSON.parse(bytes.subarray(0, end).toString("utf8")) as Prelude;
  return { prelude, rest: bytes.subarray(end + preludeEnd.length) };
}

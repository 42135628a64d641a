import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { InvokeResult } from "../lambda/service.ts";
import type { StreamSink } from "../lambda/sandbox.ts";
import { type Prelude, parsePrelude, preludeContentType } from "../lambda/streamify.ts";

/**
 * The front of a function URL that streams: writes what the function sends as it comes, no faster than the client
 * takes it. A client that goes away is not told to the function: the rest of the answer is dropped.
 */
export class FunctionUrlAnswer implements StreamSink {
  readonly #response: ServerResponse;
  readonly #headers: Readonly<Record<string, string>>;
  #head: Buffer | undefined;
  #broken = false;

  /** `headers` are the gateway's own. */
  constructor(response: ServerResponse, headers: Readonly<Record<string, string>>) {
    this.#response = response;
    this.#headers = headers;
  }

  start(contentType: string): void {
    if (contentType === preludeContentType) this.#head = Buffer.alloc(0);
    else this.#begin({ headers: { "content-type": contentType } });
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#broken) return;
    let body: Buffer = Buffer.from(chunk);
    if (this.#head !== undefined) {
      const split = this.#split(Buffer.concat([this.#head, body]));
      if (split === undefined) return;
      body = split;
    }
    if (body.length > 0) await this.#send(body);
  }

  /** Ends the answer as the invocation ended. */
  finish(result: InvokeResult): void {
    if (result.status === "succeeded" && !this.#broken) {
      if (!this.#response.headersSent) this.#begin({ headers: { "content-type": "application/json" } });
      // What a handler returns that does not stream, a streaming URL hands on as it is.
      this.#response.end(result.payload);
    } else if (this.#response.headersSent) {
      this.#response.destroy();
    } else {
      const [status, text] = refusals[result.status];
      this.#response.writeHead(status, { ...this.#headers, "content-type": "application/json" });
      this.#response.end(JSON.stringify({ Message: text }));
    }
  }

  #split(bytes: Buffer): Buffer | undefined {
    try {
      const parsed = parsePrelude(bytes);
      this.#head = parsed === undefined ? bytes : undefined;
      if (parsed !== undefined) this.#begin(parsed.prelude);
      return parsed?.rest;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#broken = true;
      return undefined;
    }
  }

  #begin({ statusCode = 200, headers = {}, cookies = [] }: Prelude): void {
    const lines = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    this.#response.writeHead(statusCode, {
      "content-type": "application/octet-stream",
      ...Object.fromEntries(lines),
      ...this.#headers,
      ...(cookies.length > 0 && { "set-cookie": [...cookies] }),
    });
    this.#response.flushHeaders();
  }

  async #send(body: Buffer): Promise<void> {
    if (this.#response.destroyed || this.#response.write(body)) return;
    const settled = new AbortController();
    const { signal } = settled;
    await Promise.race([
      once(this.#response, "drain", { signal }),
      once(this.#response, "close", { signal }),
    ]);
    settled.abort();
  }
}

const refusals = {
  succeeded: [502, "Internal Server Error"],
  failed: [502, "Internal Server Error"],
  throttled: [429, "Rate Exceeded."],
  too_large: [413, "Request Entity Too Large"],
} as const;

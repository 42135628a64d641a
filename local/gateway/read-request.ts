import type { IncomingMessage } from "node:http";
import type { HttpRequest } from "./http-event.ts";

/** An HTTP API's limits on a request: its body, and its request line and headers together. */
export const bodyLimitBytes = 10 * 1024 * 1024;
export const headLimitBytes = 10_240;

/** Header lines in pairs. */
export function headerLines(message: IncomingMessage): [string, string][] {
  const { rawHeaders } = message;
  const lines: [string, string][] = [];
  for (let place = 0; place < rawHeaders.length; place += 2) {
    lines.push([rawHeaders[place] ?? "", rawHeaders[place + 1] ?? ""]);
  }
  return lines;
}

/** Bytes of the request line and of the headers' values. */
export function headBytes(message: IncomingMessage): number {
  const line = `${message.method} ${message.url} HTTP/${message.httpVersion}`;
  return headerLines(message).reduce(
    (sum, [, value]) => sum + Buffer.byteLength(value),
    Buffer.byteLength(line),
  );
}

/** The whole request, or `undefined` where its body exceeds the limit. Rejects where the client goes away. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest | undefined> {
  if (Number(message.headers["content-length"] ?? 0) > bodyLimitBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyLimitBytes) return undefined;
    chunks.push(chunk);
  }
  return {
    method: message.method ?? "GET",
    target: message.url ?? "/",
    headers: headerLines(message),
    body: Buffer.concat(chunks),
    sourceIp: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    port: message.socket.localPort ?? 0,
    protocol: `HTTP/${message.httpVersion}`,
  };
}

import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Lambda } from "../lambda/service.ts";
import { type CorsPolicy, isPreflight, preflightHeaders } from "./cors.ts";
import { answerRequest } from "./answer.ts";
import type { RoutedFunction } from "./functions.ts";
import { type HttpReply, gatewayReplies } from "./http-reply.ts";
import { headBytes, headLimitBytes } from "./read-request.ts";

/** Paths below this are the local platform's own, and no route of the product. */
export const debugPrefix = "/_local/";

export interface GatewayOptions {
  readonly lambda: Lambda;
  readonly routes: readonly RoutedFunction[];
  readonly cors: CorsPolicy;
  /** 0 takes a free one. */
  readonly port: number;
  /** The HTTP API's limit on an integration, in ms. */
  readonly integrationTimeoutMs: number;
  /** Gets one JSON line for each request. */
  readonly accessLog: (line: string) => void;
  /** Answers what lies below `debugPrefix`; `undefined` where there is nothing. */
  readonly debug: (path: string) => unknown;
}

export interface HttpGateway {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the route table over HTTP, on the loopback alone, with the manners and the limits of an API Gateway HTTP API. */
export async function serveGateway(options: GatewayOptions): Promise<HttpGateway> {
  const server = createServer({ keepAliveTimeout: 65_000, maxHeaderSize: 64 * 1024 }, (request, response) => {
    response.on("error", () => undefined);
    handle(options, request, response).catch((error: unknown) => {
      if (!request.socket.destroyed) send(response, gatewayReplies.failed);
      if (!isAborted(error)) options.accessLog(JSON.stringify({ level: "ERROR", message: String(error) }));
    });
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => stopServer(server) };
}

/** Answers one request. */
async function handle(
  options: GatewayOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? "/";
  if (url.startsWith(debugPrefix))
    return send(response, debugReply(options.debug(url.slice(debugPrefix.length))));
  const headers = request.headers as Record<string, string | undefined>;
  if (isPreflight(request.method ?? "", headers)) {
    const lines = Object.entries(preflightHeaders(options.cors, headers));
    return send(response, { status: 204, headers: lines, body: Buffer.alloc(0) });
  }
  if (headBytes(request) > headLimitBytes) return send(response, gatewayReplies.headersTooLarge);
  const reply = await answerRequest(options, request, response);
  if (reply !== undefined) send(response, reply);
}

function debugReply(value: unknown): HttpReply {
  if (value === undefined) return gatewayReplies.notFound;
  return {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** Writes a whole answer. */
export function send(response: ServerResponse, { status, headers, body }: HttpReply): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const lines = [...headers, ["content-length", String(body.length)] as const];
  if (status === 204) lines.pop();
  response.writeHead(status, lines.flat());
  response.end(body);
}

function isAborted(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ECONNRESET";
}

/** Takes no more requests, lets those under way finish for a while, and goes. */
async function stopServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 5000);
  await closed;
  clearTimeout(timer);
}

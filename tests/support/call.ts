import { randomUUID } from "node:crypto";
import type { Route } from "@smartcourse/contracts/define";
import { errorsOf } from "@smartcourse/contracts/openapi";
import { Problem } from "@smartcourse/contracts/problem";
import type { HttpEvent } from "@smartcourse/platform/edge/request";
import type { HttpReply } from "@smartcourse/platform/edge/reply";

interface Handler {
  (event: HttpEvent): Promise<HttpReply>;
  readonly route: Route;
}

interface Request {
  readonly params?: Record<string, string | number>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly rawBody?: string;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly path?: string;
  readonly address?: string;
}

export interface Response {
  readonly status: number;
  readonly headers: Record<string, string>;
  // A test reads what it expects and fails where that is not there.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/**
 * Calls a handler in this process with the event that API Gateway would send, and holds the answer against the route:
 * a status or an error code that the route does not declare fails the test, whatever the test looks for.
 */
export async function call(handler: Handler, request: Request = {}): Promise<Response> {
  const reply = await handler(
    toEvent({ method: handler.route.method, path: handler.route.path, ...request }),
  );
  assertDeclared(handler.route, reply);
  return {
    status: reply.statusCode,
    headers: reply.headers,
    body: reply.body === "" ? undefined : parseBody(reply),
  };
}

function assertDeclared(route: Route, reply: HttpReply): void {
  if (Object.keys(route.replies).includes(String(reply.statusCode))) return;
  if (reply.statusCode === 304 && route.method === "GET") return; // the edge's own
  const { code } = Problem.parse(JSON.parse(reply.body));
  if (code === "internal")
    throw new Error(`${route.id} answered 500: its log tells why (POWERTOOLS_LOG_LEVEL=ERROR)`);
  if (!errorsOf(route).some((declared) => declared === code))
    throw new Error(`${route.id} does not declare ${code}`);
}

export function toEvent(request: Request): HttpEvent {
  const body = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  return {
    rawPath: request.path ?? "/",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
      ...request.headers,
    },
    ...(request.params !== undefined && {
      pathParameters: Object.fromEntries(
        Object.entries(request.params).map(([name, value]) => [name, String(value)]),
      ),
    }),
    ...(request.query !== undefined && { queryStringParameters: request.query }),
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
    requestContext: {
      http: { method: request.method ?? "GET", sourceIp: request.address ?? "127.0.0.1" },
      requestId: randomUUID(),
    },
  };
}

function parseBody(reply: HttpReply): unknown {
  return reply.headers["content-type"]?.includes("json") === true ? JSON.parse(reply.body) : reply.body;
}

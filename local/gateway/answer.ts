import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { localRegion } from "../lambda/environment.ts";
import type { InvokeResult } from "../lambda/service.ts";
import { continueTrace } from "../lambda/trace-header.ts";
import { responseHeaders } from "./cors.ts";
import { FunctionUrlAnswer } from "./function-url.ts";
import type { RoutedFunction } from "./functions.ts";
import type { GatewayOptions } from "./gateway.ts";
import {
  type HttpRequest,
  MalformedPathError,
  type RequestIdentity,
  decodePath,
  functionUrlEvent,
  httpApiEvent,
  splitTarget,
} from "./http-event.ts";
import { type HttpReply, gatewayReplies, toHttpReply } from "./http-reply.ts";
import { type RouteMatch, matchRoute } from "./match-route.ts";
import { readRequest } from "./read-request.ts";

/** Routes a request to its function and gives what is to be sent; `undefined` where it was streamed, and is sent already. */
export async function answerRequest(
  options: GatewayOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<HttpReply | undefined> {
  const started = performance.now();
  const match = findRoute(options.routes, message);
  const route = typeof match === "object" ? match.route : undefined;
  const identity = identify(route);
  const cors = responseHeaders(options.cors, message.headers as Record<string, string | undefined>);
  const reply = await answerMatched(options, match, identity, message, response, cors);
  options.accessLog(
    JSON.stringify({
      time: identity.time.toISOString(),
      requestId: identity.requestId,
      method: message.method,
      path: message.url,
      function: route?.name,
      status: reply?.status ?? response.statusCode,
      ms: Math.round(performance.now() - started),
    }),
  );
  return (
    reply && { ...reply, headers: [...reply.headers, ...Object.entries(cors), requestIdHeader(identity)] }
  );
}

async function answerMatched(
  options: GatewayOptions,
  match: RouteMatch<RoutedFunction> | "malformed" | undefined,
  identity: RequestIdentity,
  message: IncomingMessage,
  response: ServerResponse,
  cors: Record<string, string>,
): Promise<HttpReply | undefined> {
  if (match === undefined) return gatewayReplies.notFound;
  if (match === "malformed") return gatewayReplies.malformed;
  const request = await readRequest(message);
  if (request === undefined) return gatewayReplies.tooLarge;
  if (!match.route.streams) return invokeBuffered(options, match, request, identity);
  const answer = new FunctionUrlAnswer(response, cors);
  const event = functionUrlEvent(request, identity);
  const trace = event.headers["x-amzn-trace-id"];
  answer.finish(await options.lambda.invoke(match.route.name, event, { trace, sink: answer }));
  return undefined;
}

/** An HTTP API waits so long and no longer for its integration; the function goes on until its own time-out. */
async function invokeBuffered(
  options: GatewayOptions,
  { route, parameters }: RouteMatch<RoutedFunction>,
  request: HttpRequest,
  identity: RequestIdentity,
): Promise<HttpReply> {
  const event = httpApiEvent(request, { routeKey: `${route.method} ${route.path}`, parameters }, identity);
  const { signal, ...limit } = timeLimit(options.integrationTimeoutMs);
  const trace = event.headers["x-amzn-trace-id"];
  const result = await Promise.race([
    options.lambda.invoke(route.name, event, { trace, signal }),
    limit.expired,
  ]);
  limit.clear();
  return result === undefined ? gatewayReplies.unavailable : replyOf(result);
}

function timeLimit(milliseconds: number) {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), milliseconds);
  const expired = new Promise<undefined>((resolve) =>
    signal.addEventListener("abort", () => resolve(undefined)),
  );
  return { signal, expired, clear: () => clearTimeout(timer) };
}

function replyOf(result: InvokeResult): HttpReply {
  return result.status === "succeeded" ? toHttpReply(result.payload) : refusals[result.status];
}

const refusals = {
  failed: gatewayReplies.failed,
  throttled: gatewayReplies.unavailable,
  too_large: gatewayReplies.tooLarge,
} as const;

function findRoute(
  routes: readonly RoutedFunction[],
  message: IncomingMessage,
): RouteMatch<RoutedFunction> | "malformed" | undefined {
  try {
    return matchRoute(routes, message.method ?? "GET", decodePath(splitTarget(message.url ?? "/").path));
  } catch (error) {
    if (error instanceof MalformedPathError) return "malformed";
    throw error;
  }
}

function identify(route: RoutedFunction | undefined): RequestIdentity {
  const streams = route?.streams === true;
  const { root } = continueTrace(undefined, 0);
  return {
    time: new Date(),
    requestId: streams ? randomUUID() : `${randomBytes(11).toString("base64url")}=`,
    trace: `Root=${root}`,
    domainName: streams
      ? `local.lambda-url.${localRegion}.on.aws`
      : `local.execute-api.${localRegion}.amazonaws.com`,
  };
}

function requestIdHeader({ requestId }: RequestIdentity): [string, string] {
  return ["apigw-requestid", requestId];
}

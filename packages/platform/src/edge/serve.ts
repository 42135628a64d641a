import type { Route } from "@smartcourse/contracts/define";
import type { Actor } from "../auth/sessions.ts";
import { type Invocation, continueTrace, invocation, within } from "../invocation.ts";
import { log, logFields, measure, traced } from "../telemetry.ts";
import { type Admission, type SessionStore, admit, mayAnswerAhead } from "./admission.ts";
import { outage } from "./outage.ts";
import { type HttpReply, problem } from "./reply.ts";
import { type HttpEvent, type HttpRequest, readRequest } from "./request.ts";

type Answer<T> = (request: HttpRequest, actor: Actor | undefined) => Promise<T>;

/**
 * One request through the edge: request id, trace, authentication, limits, then `answer`, with every error told as
 * problem+json, one log line and the request's metrics.
 */
export async function serve(
  route: Route,
  event: HttpEvent,
  sessions: SessionStore | undefined,
  answer: Answer<HttpReply>,
): Promise<HttpReply> {
  const started = performance.now();
  const current = begin(event);
  return within(current, () =>
    traced(`## ${route.id}`, async () => {
      let admission: Admission | undefined;
      let reply: HttpReply;
      try {
        const request = readRequest(event);
        const admitting = admit(route, request, sessions);
        const ahead = mayAnswerAhead(route, request) ? answer(request, undefined) : undefined;
        // Heard below, unless the request is refused: then it does not matter how the answer went.
        ahead?.catch(() => {});
        admission = await admitting;
        if (admission.actor !== undefined) current.actorId = admission.actor.id;
        reply = await (ahead ?? answer(request, admission.actor));
      } catch (error) {
        reply = refuse(error, current.requestId);
      }
      const finished = withStandardHeaders(reply, admission);
      record(route, event.requestContext.http.method, finished.statusCode, performance.now() - started);
      return finished;
    }),
  );
}

/** The invocation that a request is: its id from the gateway, its trace from the caller or new. */
export function begin(event: HttpEvent): Invocation {
  return {
    requestId: event.requestContext.requestId,
    traceparent: continueTrace(event.headers["traceparent"]),
  };
}

/** The reply of a failure; a bug is logged with its stack and answered without detail. */
export function refuse(error: unknown, requestId: string): HttpReply {
  const known = outage(error);
  if (known === undefined) log().error("request.failed", { ...logFields(), error: error as Error });
  else if (known.kind === "unavailable")
    log().warn("request.unavailable", { ...logFields(), error: known.cause as Error });
  return problem(known, requestId);
}

export function standardHeaders(admission: Admission | undefined): Record<string, string> {
  const current = invocation();
  return {
    "cache-control": admission?.actor === undefined ? "no-cache" : "no-store",
    "x-content-type-options": "nosniff",
    ...(current !== undefined && { "x-request-id": current.requestId, traceparent: current.traceparent }),
    ...admission?.headers,
  };
}

function withStandardHeaders(reply: HttpReply, admission: Admission | undefined): HttpReply {
  return { ...reply, headers: { ...standardHeaders(admission), ...reply.headers } };
}

/** One log line and the plan's request metrics, with the route's template as endpoint. */
export function record(route: Route, method: string, status: number, durationMs: number): void {
  log().info("request", {
    ...logFields(),
    route: route.id,
    method,
    path: route.path,
    status,
    duration_ms: Math.round(durationMs * 10) / 10,
  });
  measure({ method, endpoint: route.path, status: String(status) }, [
    ["http_requests_total", "Count", 1],
    ["http_request_duration", "Milliseconds", durationMs],
  ]);
}

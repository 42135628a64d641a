import type { Writable } from "node:stream";
import type { Problem } from "@smartcourse/contracts/problem";
import type { Route } from "@smartcourse/contracts/define";
import { type Invocation, within } from "../invocation.ts";
import { postgres } from "../postgres.ts";
import { traced } from "../telemetry.ts";
import type { Actor } from "../auth/sessions.ts";
import { type Admission, admit } from "./admission.ts";
import { readInput } from "./endpoint-input.ts";
import type { Context } from "./endpoint.ts";
import type { HttpReply } from "./reply.ts";
import { type HttpEvent, type HttpRequest, readRequest } from "./request.ts";
import { begin, record, refuse, standardHeaders } from "./serve.ts";
import type { EventOf, EventSchemas } from "./stream-events.ts";
import { type StreamHandler, openReply, streamify } from "./stream-runtime.ts";
import { StreamWriter } from "./stream-writer.ts";

/** Proxies wait about 30 s for a first byte. Until this many a failure still gets a status of its own. */
const firstEventMs = 20_000;

type StreamContext<R extends Route> = Context<R> & {
  /** Aborts when the client is seen to have gone; on AWS it never is. */
  readonly signal: AbortSignal;
};
type Source<E extends EventSchemas> = AsyncIterator<EventOf<E>>;
type Start<E extends EventSchemas> = (
  request: HttpRequest,
  actor: Actor | undefined,
  signal: AbortSignal,
) => Promise<Source<E>>;

/**
 * Turns one route and one generator of events into one Lambda that streams them as server-sent events. What is thrown
 * before the first event is problem+json with its status; after it, an event `error` with code and detail, the last one.
 * The handler carries its route, as an endpoint does.
 */
export function streamEndpoint<R extends Route, E extends EventSchemas>(
  route: R,
  events: E,
  handle: (context: StreamContext<R>) => AsyncIterable<EventOf<E>>,
): StreamHandler & { readonly route: R } {
  const start: Start<E> = async (request, actor, signal) => {
    const input = { db: postgres(), ...(await readInput(route, request)), actor, request, signal };
    // The route's own type says what its handler is given.
    return handle(input as unknown as StreamContext<R>)[Symbol.asyncIterator]();
  };
  const handler = streamify((event, stream) => {
    const started = performance.now();
    const current = begin(event);
    return within(current, () =>
      traced(`## ${route.id}`, async () => {
        const status = await answer({ route, events, event, stream, current }, start);
        record(route, event.requestContext.http.method, status, performance.now() - started);
      }),
    );
  });
  return Object.assign(handler, { route });
}

interface Exchange<E extends EventSchemas> {
  readonly route: Route;
  readonly events: E;
  readonly event: HttpEvent;
  readonly stream: Writable;
  readonly current: Invocation;
}

/** Answers one request. The status is that of its outcome, also where 200 was sent before it failed. */
async function answer<E extends EventSchemas>(
  { route, events, event, stream, current }: Exchange<E>,
  start: Start<E>,
): Promise<number> {
  const gone = goneSignal(stream);
  let admission: Admission | undefined;
  let source: Source<E>;
  let first: Promise<IteratorResult<EventOf<E>>>;
  let silent: boolean;
  try {
    const request = readRequest(event);
    admission = await admit(route, request, postgres);
    if (admission.actor !== undefined) current.actorId = admission.actor.id;
    source = await start(request, admission.actor, gone);
    first = source.next();
    silent = !(await settlesWithin(first, firstEventMs));
  } catch (error) {
    return sendReply(stream, refuse(error, current.requestId), admission);
  }
  const writer = openWriter(stream, gone, admission);
  if (silent) writer.beat();
  try {
    for (let next = await first; next.done !== true && !gone.aborted; next = await source.next()) {
      const { event: name, data, id } = next.value;
      await writer.send(name, events[name]?.parse(data), id);
    }
    return 200;
  } catch (error) {
    const { status, code, detail } = JSON.parse(refuse(error, current.requestId).body) as Problem;
    await writer.send("error", { code, detail });
    return status;
  } finally {
    writer.end();
    await source.return?.();
  }
}

function openWriter(stream: Writable, gone: AbortSignal, admission: Admission): StreamWriter {
  const headers = {
    ...standardHeaders(admission),
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
  };
  return new StreamWriter(openReply(stream, { statusCode: 200, headers }), gone);
}

function sendReply(
  stream: Writable,
  { statusCode, headers, body }: HttpReply,
  admission: Admission | undefined,
): number {
  const reply = openReply(stream, { statusCode, headers: { ...standardHeaders(admission), ...headers } });
  // Lambda sends status and headers before the first write: an end() with the body alone would send neither.
  reply.write(body);
  reply.end();
  return statusCode;
}

/** Whether a promise settles in time. Throws what it throws. */
async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Aborts when the stream breaks or is closed before it has ended. */
function goneSignal(stream: Writable): AbortSignal {
  const gone = new AbortController();
  stream.once("error", (error) => gone.abort(error));
  stream.once("close", () => {
    if (!stream.writableFinished) gone.abort(new Error("The client has gone"));
  });
  return gone.signal;
}

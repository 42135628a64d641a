import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { cachedEmbedder } from "../embedding/cached-embedder.ts";
import type { Embedder } from "../embedding/embedder.ts";
import { ApiError } from "./api-error.ts";
import { readChatRequest } from "./chat-request.ts";
import { completion, completionChunks } from "./completion.ts";
import { createEmbeddings } from "./embeddings.ts";
import type { Faults } from "./faults.ts";
import { readJson, sendJson } from "./json-body.ts";
import { reply } from "./reply.ts";
import { sendEvents } from "./sse.ts";

interface Context {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

type Handler = (context: Context) => Promise<void> | void;

/**
 * The stand-in for a language-model provider: OpenAI's HTTP API in front of an embedder that may still be loading.
 * `/health` and `/control` are its own and ask for no token. Not listening yet.
 */
export function createModelServer(loading: Promise<Embedder>, faults: Faults): Server {
  const routes = routesOf(loading, faults);
  return createServer((request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort(new Error("The client has gone")));
    handle(routes, { request, response, signal: gone.signal }).catch((error: unknown) =>
      fail(response, error),
    );
  });
}

async function handle(routes: Readonly<Record<string, Handler>>, context: Context): Promise<void> {
  const { method = "GET", url = "/" } = context.request;
  const [path = "/"] = url.split("?");
  if (path.startsWith("/v1/")) requireToken(context.request);
  const route = routes[`${method} ${path}`];
  if (!route)
    throw new ApiError(404, `Unknown request URL: ${method} ${path}. Please check the URL for typos.`, {
      code: "unknown_url",
    });
  await route(context);
}

function routesOf(loading: Promise<Embedder>, faults: Faults): Record<string, Handler> {
  let ready: Embedder | undefined;
  const forChat = loading.then((embedder) => {
    ready = embedder;
    return cachedEmbedder(embedder);
  });
  return {
    "GET /health": ({ response }) =>
      ready
        ? sendJson(response, 200, { status: "ready", embeddings: ready.kind })
        : sendJson(response, 503, { status: "loading", embeddings: null }, { "retry-after": "1" }),
    "GET /control": ({ request, response }) => sendJson(response, 200, faultsOf(request, faults).state),
    "POST /control": async ({ request, response }) => {
      faults.set(await readJson(request), request.headers.authorization);
      sendJson(response, 200, faultsOf(request, faults).state);
    },
    "GET /v1/models": ({ response }) => sendJson(response, 200, { object: "list", data: models }),
    "POST /v1/embeddings": async (context) => {
      const body = await readJson(context.request);
      if ((await misbehave(context, faultsOf(context.request, faults), "embeddings")) !== "ok") return;
      sendJson(context.response, 200, await createEmbeddings(body, await loading, context.signal));
    },
    "POST /v1/chat/completions": (context) => chat(context, forChat, faultsOf(context.request, faults)),
  };
}

function faultsOf(request: IncomingMessage, faults: Faults): Faults {
  return faults.of(request.headers.authorization);
}

/** Any other name is answered to as well: the models that the product is configured with are real ones. */
const models = ["stand-in-chat", "stand-in-embedding"].map((id) => ({
  id,
  object: "model",
  created: 0,
  owned_by: "stand-in",
}));

async function chat(context: Context, embedder: Promise<Embedder>, faults: Faults): Promise<void> {
  const request = readChatRequest(await readJson(context.request));
  const { chunk_delay_ms: delayMs } = faults.state;
  const met = request.stream
    ? await misbehave(context, faults, "chat", true)
    : await misbehave(context, faults, "chat");
  if (met === "gone") return;
  const answer = await reply(request, await embedder, context.signal);
  if (!request.stream) return sendJson(context.response, 200, completion(request, answer));
  const breakAfter = met === "break" ? 2 : undefined;
  await sendEvents(context.response, completionChunks(request, answer), { delayMs, breakAfter });
}

/** Acts out the fault that is set. `break` is left to a stream, which breaks later. */
async function misbehave(
  { response, signal }: Context,
  faults: Faults,
  endpoint: "embeddings" | "chat",
  streamed = false,
): Promise<"ok" | "break" | "gone"> {
  const failure = faults.error();
  switch (faults.meet(endpoint)) {
    case "fail":
      throw failure;
    case "hang":
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      return "gone";
    case "break":
      if (streamed) return "break";
      response.destroy();
      return "gone";
    default:
      return "ok";
  }
}

/** Any token will do, as the stand-in has no accounts. */
function requireToken(request: IncomingMessage): void {
  if (/^Bearer\s+\S/iu.test(request.headers.authorization ?? "")) return;
  throw new ApiError(
    401,
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
  );
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (response.headersSent) {
    console.error("model: a stream failed:", error);
    response.destroy();
    return;
  }
  const known = error instanceof ApiError;
  if (!known) console.error("model: a request failed:", error);
  const shown = known
    ? error
    : new ApiError(500, "The server had an error while processing your request", { type: "server_error" });
  const wait = shown.retryAfter === undefined ? {} : { "retry-after": String(shown.retryAfter) };
  sendJson(response, shown.status, shown, { ...wait });
}

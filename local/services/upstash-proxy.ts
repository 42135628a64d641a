/**
 * Upstash's REST API in front of a Redis, as @upstash/redis speaks it: a command is a JSON array POSTed to `/`, several
 * to `/pipeline`, a transaction to `/multi-exec`. Run with PORT, REDIS_URL and TOKEN; GET /health says whether Redis answers.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Redis } from "ioredis";
import { encode, type Encoding } from "./upstash-encoding.ts";

type Arguments = readonly (string | number | boolean)[];
type Answer = readonly [status: number, body: unknown];
type Outcome = readonly [error: Error | null, result: unknown];

const { PORT = "8079", REDIS_URL = "redis://127.0.0.1:6379", TOKEN = "" } = process.env;
const redis = new Redis(REDIS_URL, {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  retryStrategy: () => 200,
});
redis.on("error", () => {}); // each request says so itself

const server = createServer((request, response) => void serve(request, response));
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), "127.0.0.1");

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await answer(request).catch((error: unknown): Answer => failure(error));
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function answer(request: IncomingMessage): Promise<Answer> {
  if (request.url === "/health") return [200, { result: await redis.ping() }];
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return [401, { error: "Unauthorized" }];
  const encoding: Encoding = request.headers["upstash-encoding"] === "base64" ? "base64" : "none";
  const body: unknown = JSON.parse(await text(request));
  if (request.url === "/") return [200, { result: encode(await run(commandIn(body)), encoding) }];
  const commands = Array.isArray(body) ? body.map(commandIn) : [];
  if (request.url === "/pipeline") return [200, outcomes(await inOneGo(commands, false), encoding)];
  if (request.url === "/multi-exec") return [200, outcomes(await inOneGo(commands, true), encoding)];
  return [404, { error: "ERR only /, /pipeline and /multi-exec are served here" }];
}

function failure(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  return [redis.status === "ready" ? 400 : 503, { error: message }];
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function commandIn(value: unknown): [name: string, ...Arguments] {
  if (!Array.isArray(value) || value.length === 0)
    throw new Error("ERR the body must be a command: a JSON array");
  const [name, ...rest]: unknown[] = value;
  return [String(name), ...rest.map(String)];
}

function run([name, ...args]: [string, ...Arguments]): Promise<unknown> {
  return redis.callBuffer(name, ...args.map(String));
}

async function inOneGo(
  commands: readonly [string, ...Arguments][],
  atomic: boolean,
): Promise<readonly Outcome[]> {
  const pipeline = atomic ? redis.multi() : redis.pipeline();
  for (const [name, ...args] of commands) pipeline.callBuffer(name, ...args.map(String));
  return (await pipeline.exec()) ?? [];
}

function outcomes(found: readonly Outcome[], encoding: Encoding): unknown[] {
  return found.map(([error, result]) =>
    error ? { error: error.message } : { result: encode(result, encoding) },
  );
}

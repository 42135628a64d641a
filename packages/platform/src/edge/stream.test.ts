import { PassThrough, type Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { defineRoute } from "@smartcourse/contracts/define";
import { DomainError } from "@smartcourse/contracts/errors";
import type { HttpEvent } from "./request.ts";
import type { StreamPrelude } from "./stream-runtime.ts";
import { streamEndpoint } from "./stream.ts";

const route = defineRoute({
  id: "operations.count",
  method: "POST",
  path: "/count",
  access: "public",
  summary: "Counts",
  body: z.strictObject({ to: z.int() }),
  replies: { 200: z.string() },
  mediaType: "text/event-stream",
  stream: true,
  transaction: false,
  errors: [],
  uses: [],
});
const events = { number: z.object({ value: z.int() }), end: z.object({}) };

const request = (body: unknown): HttpEvent => ({
  rawPath: "/count",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: { http: { method: "POST", sourceIp: "127.0.0.1" }, requestId: "r-1" },
});

let preludes: StreamPrelude[];

beforeEach(() => {
  preludes = [];
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
  vi.stubEnv("POWERTOOLS_LOG_LEVEL", "SILENT");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "true");
  vi.stubGlobal("awslambda", {
    streamifyResponse: (handler: object) => handler,
    HttpResponseStream: {
      from: (stream: Writable, prelude: StreamPrelude) => {
        preludes.push(prelude);
        return stream;
      },
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

type Count = (to: number, signal: AbortSignal) => AsyncIterable<{ event: "number"; data: { value: number } }>;
const counting = (count: Count) =>
  streamEndpoint(route, events, ({ body, signal }) => count(body.to, signal));

async function* upTo(to: number) {
  for (let value = 1; value <= to; value += 1) yield { event: "number" as const, data: { value } };
}

async function run(count: Count, body: unknown = { to: 2 }) {
  const stream = new PassThrough();
  const [, sent] = await Promise.all([counting(count)(request(body), stream), text(stream)]);
  return { prelude: preludes[0], sent };
}

test("events go out numbered, cut to their schemas, behind status and headers", async () => {
  const { prelude, sent } = await run(async function* (to) {
    for await (const { event, data } of upTo(to)) yield { event, data: { ...data, secret: true } };
  });
  expect(sent).toBe('id: 1\nevent: number\ndata: {"value":1}\n\nid: 2\nevent: number\ndata: {"value":2}\n\n');
  expect(prelude).toMatchObject({
    statusCode: 200,
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "x-request-id": "r-1",
      "x-accel-buffering": "no",
    },
  });
});

test("a body that is not valid is a problem with its field", async () => {
  const { prelude, sent } = await run(upTo, { to: "many" });
  expect(prelude).toMatchObject({ statusCode: 400, headers: { "content-type": "application/problem+json" } });
  expect(JSON.parse(sent)).toMatchObject({ code: "request.invalid", errors: [{ field: "to" }] });
});

test("what fails before the first event is a problem with its status", async () => {
  const { prelude, sent } = await run(async function* () {
    yield* upTo(0);
    throw new DomainError("assistant.unavailable", "Later", { retryAfter: 7 });
  });
  expect(prelude).toMatchObject({ statusCode: 503, headers: { "retry-after": "7" } });
  expect(JSON.parse(sent)).toMatchObject({ code: "assistant.unavailable", detail: "Later" });
});

test("what fails after it is an event, the last one; a bug tells nothing of itself", async () => {
  const broken = async function* (to: number) {
    yield* upTo(to);
    throw new Error("secret");
  };
  const { prelude, sent } = await run(broken, { to: 1 });
  expect(prelude?.statusCode).toBe(200);
  const last = sent.trim().split("\n\n").at(-1) ?? "";
  expect(last).toMatch(/^id: 2\nevent: error\ndata: \{"code":"internal","detail":"Something went wrong/);
  expect(sent).not.toContain("secret");
});

test("where the first event is long in coming the stream is opened, and heartbeats keep it so", async () => {
  vi.useFakeTimers();
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const stream = new PassThrough();
  const running = counting(async function* (to) {
    await gate;
    yield* upTo(to);
  })(request({ to: 1 }), stream);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(preludes).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(String(stream.read())).toBe(": heartbeat\n\n");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(String(stream.read())).toBe(": heartbeat\n\n");
  go();
  await running;
  expect(String(stream.read())).toContain('{"value":1}');
});

test("a client that goes stops the work", async () => {
  let stopped = false;
  const stream = new PassThrough({ highWaterMark: 1 });
  const running = counting(async function* (_, signal) {
    try {
      yield* upTo(1);
      stream.destroy();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      yield* upTo(1);
    } finally {
      stopped = true;
    }
  })(request({ to: 1 }), stream);
  stream.resume();
  await running;
  expect(stopped).toBe(true);
});

test("outside Lambda the handler can be imported; it only cannot stream", async () => {
  vi.unstubAllGlobals();
  await expect(counting(upTo)(request({ to: 1 }), new PassThrough())).rejects.toThrow(
    "There is no awslambda",
  );
});

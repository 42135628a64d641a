import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { redisTransport } from "./redis-transport.ts";

type Serve = (request: IncomingMessage, response: ServerResponse, attempt: number) => unknown;

async function transportTo(serve: Serve, deadlineMs = 60_000) {
  let attempts = 0;
  const server = createServer((request, response) => void serve(request, response, ++attempts));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  const transport = redisTransport({ url, token: "secret", deadlineMs, backoffMs: 1 });
  return { transport, attempts: () => attempts };
}

test("posts the command with the token, and the server's sync token from then on", async () => {
  const seen: unknown[] = [];
  const { transport } = await transportTo(async (request, response) => {
    const { authorization, "upstash-sync-token": sync } = request.headers;
    const body = await text(request);
    seen.push({ url: request.url, authorization, sync, body });
    response.writeHead(200, { "upstash-sync-token": "s1" }).end('{"result":"Ärger ☂"}');
  });
  expect(await transport.request({ body: ["GET", "ü"] })).toEqual({ result: "Ärger ☂" });
  await transport.request({ path: ["pipeline"], body: [["GET", "a"]] });
  expect(seen).toEqual([
    { url: "/base", authorization: "Bearer secret", sync: undefined, body: '["GET","ü"]' },
    { url: "/base/pipeline", authorization: "Bearer secret", sync: "s1", body: '[["GET","a"]]' },
  ]);
});

test("tries once more where the connection broke, and no more", async () => {
  const mended = await transportTo((request, response, attempt) =>
    attempt === 1 ? request.socket.destroy() : response.end('{"result":1}'),
  );
  expect(await mended.transport.request({ body: ["PING"] })).toEqual({ result: 1 });
  const broken = await transportTo((request) => request.socket.destroy());
  await expect(broken.transport.request({ body: ["PING"] })).rejects.toThrow(/hang up|ECONNRESET/);
  expect(broken.attempts()).toBe(2);
});

test("gives up at the deadline and does not ask again", async () => {
  const { transport, attempts } = await transportTo(() => {}, 50);
  await expect(transport.request({ body: ["PING"] })).rejects.toThrow("did not answer within 50 ms");
  expect(attempts()).toBe(1);
});

test("throws what the server refuses", async () => {
  const { transport, attempts } = await transportTo((_, response) =>
    response.writeHead(400).end('{"error":"ERR wrong"}'),
  );
  await expect(transport.request({ body: ["WRONG"] })).rejects.toThrow("ERR wrong");
  expect(attempts()).toBe(1);
});

test("carries what is asked for at once in one pipeline, and gives each its own answer", async () => {
  const seen: unknown[] = [];
  const { transport } = await transportTo(async (request, response) => {
    seen.push([request.url, JSON.parse(await text(request))]);
    response.end('[{"result":1},{"result":2},{"error":"ERR wrong"},{"result":4}]');
  });
  const asks = [{ path: ["pipeline"], body: [["A"], ["B"]] }, { body: ["C"] }, { body: ["D"] }];
  const later = async (ask: (typeof asks)[number], ticks: number) => {
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    return transport.request(ask);
  };
  expect(await Promise.all(asks.map(later))).toEqual([
    [{ result: 1 }, { result: 2 }],
    { error: "ERR wrong" },
    { result: 4 },
  ]);
  expect(seen).toEqual([["/base/pipeline", [["A"], ["B"], ["C"], ["D"]]]]);
});

test("leaves a transaction by itself, and a crowd in requests of a hundred", async () => {
  const sizes: Record<string, number[]> = {};
  const { transport } = await transportTo(async (request, response) => {
    const body = JSON.parse(await text(request)) as unknown[];
    (sizes[request.url ?? ""] ??= []).push(body.length);
    response.end(JSON.stringify(body.map((command) => ({ result: command }))));
  });
  const crowd = Array.from({ length: 250 }, (_, n) => transport.request({ body: ["GET", n] }));
  const transaction = transport.request({ path: ["multi-exec"], body: [["SET", "a", 1]] });
  expect((await Promise.all(crowd)).map(({ result }) => (result as unknown[])[1])).toEqual(
    crowd.map((_, n) => n),
  );
  expect(await transaction).toEqual([{ result: ["SET", "a", 1] }]);
  expect(sizes["/base/multi-exec"]).toEqual([1]);
  expect(sizes["/base/pipeline"]?.toSorted((a, b) => a - b)).toEqual([50, 100, 100]);
});

test("what is asked for together fails together, and is asked again together", async () => {
  const { transport, attempts } = await transportTo((request, response, attempt) =>
    attempt === 1 ? request.socket.destroy() : response.end('[{"result":1},{"result":2}]'),
  );
  const both = () => Promise.all([["A"], ["B"]].map((body) => transport.request({ body })));
  expect(await both()).toEqual([{ result: 1 }, { result: 2 }]);
  expect(attempts()).toBe(2);
  const refused = await transportTo((_, response) => response.writeHead(401).end('{"error":"no"}'));
  const asked = [["A"], ["B"]].map((body) => refused.transport.request({ body }));
  for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
});

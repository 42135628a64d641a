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

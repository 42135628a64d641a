import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type FixtureGateway, routed, startFixtures } from "../lambda/fixtures/fixture-gateway.ts";

let gateway: FixtureGateway;

beforeAll(async () => {
  gateway = await startFixtures(
    [
      routed("stream", "POST", "/ai/ask-stream", { kind: "stream" }),
      routed("buffered", "POST", "/buffered", { kind: "stream", source: "echo" }),
      routed("brief", "POST", "/brief", { kind: "stream", source: "stream", timeoutSeconds: 0.3 }),
    ],
    { lambda: { cap: 1 } },
  );
}, 30_000);

afterAll(() => gateway.stop());

function ask(query: string, path = "/ai/ask-stream"): Promise<Response> {
  return fetch(`${gateway.url}${path}?${query}`, { method: "POST", body: "{}" });
}

async function counts(): Promise<{ written: number; finished: number; event: Record<string, unknown> }> {
  return (await (await ask("how=count")).json()) as {
    written: number;
    finished: number;
    event: Record<string, unknown>;
  };
}

describe("a streaming function", () => {
  test("has its status and headers sent first, then each chunk when it is written", async () => {
    const reply = await ask("chunks=50");
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    const reader = (reply.body ?? new ReadableStream<Uint8Array>())
      .pipeThrough(new TextDecoderStream())
      .getReader();
    const first = await reader.read();
    expect(gateway.lambda.load()["stream"]?.idle).toBe(0);
    const rest: string[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest.push(next.value);
    expect([first.value, ...rest].join("")).toBe(
      Array.from({ length: 50 }, (_, count) => `data: ${count}\n\n`).join(""),
    );
  });

  test("gets a function URL's event", async () => {
    expect((await counts()).event).toMatchObject({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/ai/ask-stream",
      requestContext: { accountId: "anonymous", domainName: expect.stringContaining("lambda-url") as string },
    });
  });

  test("that fails before its first byte is answered 502", async () => {
    const reply = await ask("how=fail-first");
    expect([reply.status, await reply.text()]).toEqual([502, '{"Message":"Internal Server Error"}']);
  });

  test("that fails later has its answer broken off", async () => {
    const reply = await ask("how=fail");
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow("terminated");
  });

  test("that runs out of time has its answer broken off", async () => {
    const reply = await ask("chunks=1000", "/brief");
    await expect(reply.text()).rejects.toThrow("terminated");
  });

  test("writes no faster than the client reads", async () => {
    const before = (await counts()).written;
    const paused = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${gateway.url}/ai/ask-stream?how=heavy&chunks=400`, { method: "POST" }, resolve)
        .on("error", reject)
        .end();
    });
    paused.pause();
    // 25 MB: far more than buffers hold on the way. Once they are full, nothing moves until somebody reads.
    let seen = -1;
    await vi.waitFor(
      () => {
        const before = seen;
        seen = paused.socket.bytesRead;
        expect(seen).toBe(before);
      },
      { interval: 200, timeout: 10_000 },
    );
    expect(gateway.lambda.load()["stream"]?.idle).toBe(0);
    let bytes = 0;
    for await (const chunk of paused as AsyncIterable<Buffer>) bytes += chunk.length;
    expect(bytes).toBe(400 * 64 * 1024);
    expect((await counts()).written).toBe(before + 400);
  });

  test("is not told that its client went away: it goes on to its end", async () => {
    const before = await counts();
    const leaving = new AbortController();
    const reply = await fetch(`${gateway.url}/ai/ask-stream?chunks=20`, {
      method: "POST",
      signal: leaving.signal,
    });
    await reply.body?.getReader().read();
    leaving.abort();
    const after = await counts();
    expect([after.written, after.finished]).toEqual([before.written + 20, before.finished + 1]);
  });
});

test("What a function returns that does not stream, its URL hands on as it is", async () => {
  const reply = await ask("", "/buffered");
  expect(await reply.json()).toMatchObject({ statusCode: 200, cookies: ["a=1", "b=2"] });
});

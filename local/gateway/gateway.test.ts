import { existsSync, readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type FixtureGateway, routed, startFixtures } from "../lambda/fixtures/fixture-gateway.ts";

let gateway: FixtureGateway;

beforeAll(async () => {
  gateway = await startFixtures([
    routed("echo", "POST", "/echo/{id}"),
    routed("misbehave", "GET", "/do/{how}"),
    routed("upload", "POST", "/upload/size", { source: "misbehave" }),
    routed("brief", "GET", "/brief/{how}", { source: "misbehave", timeoutSeconds: 0.3 }),
    routed("broken", "GET", "/broken"),
    routed("unbuilt", "GET", "/unbuilt"),
  ]);
}, 30_000);

afterAll(() => gateway.stop());

function get(path: string): Promise<Response> {
  return fetch(`${gateway.url}${path}`);
}

async function logOf(name: string): Promise<string> {
  const file = join(gateway.root, "logs/functions", `${name}.log`);
  await vi.waitFor(() => expect(existsSync(file)).toBe(true));
  return readFileSync(file, "utf8");
}

describe("a request", () => {
  test("reaches its function as an event, with Lambda's environment and context", async () => {
    const reply = await fetch(`${gateway.url}/echo/a%20b?x=1&x=2`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Custom": "Mixed" },
      body: '{"a":1}',
    });
    const { event, context, environment } = (await reply.json()) as Record<string, Record<string, unknown>>;
    expect(reply.status).toBe(200);
    expect(event).toMatchObject({
      routeKey: "POST /echo/{id}",
      rawPath: "/echo/a b",
      pathParameters: { id: "a b" },
      queryStringParameters: { x: "1,2" },
      headers: { "x-custom": "Mixed" },
      body: '{"a":1}',
    });
    expect(context).toMatchObject({
      functionName: "echo",
      memoryLimitInMB: "128",
      functionVersion: "$LATEST",
    });
    expect(context?.["remaining"]).toBeGreaterThan(9000);
    expect(environment).toMatchObject({
      FIXTURE: "yes",
      AWS_LAMBDA_FUNCTION_NAME: "echo",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_REGION: "us-east-1",
      _HANDLER: "echo.handler",
    });
    expect(environment?.["_X_AMZN_TRACE_ID"]).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]$/,
    );
    expect(environment).not.toHaveProperty("HOME");
  });

  test("gets the function's headers, each of its cookies, and the gateway's own id", async () => {
    const reply = await fetch(`${gateway.url}/echo/1`, { method: "POST" });
    expect(reply.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(reply.headers.get("x-fixture")).toBe("echo");
    expect(reply.headers.get("apigw-requestid")).toMatch(/=$/);
  });

  test.each(["/nope", "/do/x/", "/do", "/do/a%2Fb"])(
    "to %s, which is no route, is answered 404 by the gateway",
    async (path) => {
      const reply = await get(path);
      expect([reply.status, await reply.text()]).toEqual([404, '{"message":"Not Found"}']);
    },
  );

  test("with a path that cannot be decoded is answered 400", async () => {
    expect((await get("/do/%ff")).status).toBe(400);
  });

  test("from a page is answered with CORS headers, and its preflight without the function", async () => {
    const origin = "https://app.example.com";
    const preflight = await fetch(`${gateway.url}/do/throw`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("GET");
    const reply = await fetch(`${gateway.url}/do/throw`, { headers: { origin } });
    expect([reply.status, reply.headers.get("access-control-allow-origin")]).toEqual([500, "*"]);
  });
});

describe("a function", () => {
  test.each(["throw", "exit", "reject", "bad-reply", "grow"])(
    "that fails by %s is a 500, and the next event is served",
    async (how) => {
      const failed = await get(`/do/${how}`);
      expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
      expect((await get("/do/fine")).status).toBe(200);
    },
    30_000,
  );

  test("whose module does not load is a 500, with the reason in its log", async () => {
    expect((await get("/broken")).status).toBe(500);
    await vi.waitFor(async () => expect(await logOf("broken")).toContain("does not load"));
  });

  test("that has no bundle is a 500", async () => {
    expect(gateway.report?.missing).toEqual(["unbuilt"]);
    expect((await get("/unbuilt")).status).toBe(500);
  });

  test.each(["hang", "block"])(
    "that does not answer in its time (%s) is stopped, and a new sandbox serves the next event",
    async (how) => {
      expect((await get(`/brief/${how}`)).status).toBe(500);
      await vi.waitFor(async () =>
        expect(await logOf("brief")).toContain("Task timed out after 0.30 seconds"),
      );
      const next = (await (await get("/brief/fine")).json()) as { calls: number };
      expect(next.calls).toBe(1);
    },
  );

  test("keeps its sandbox from one event to the next", async () => {
    const first = (await (await get("/do/fine")).json()) as { calls: number };
    const second = (await (await get("/do/fine")).json()) as { calls: number };
    expect(second.calls).toBe(first.calls + 1);
  });

  test("has its output in its log, and a report of each invocation", async () => {
    await get("/do/print");
    await vi.waitFor(async () => {
      expect(await logOf("misbehave")).toContain('{"message":"printed"');
      expect(await logOf("misbehave")).toContain('"type":"platform.report"');
    });
  });
});

describe("the limits", () => {
  const megabyte = 1024 * 1024;

  function upload(bytes: number, type = "text/plain"): Promise<Response> {
    return fetch(`${gateway.url}/upload/size`, {
      method: "POST",
      headers: { "content-type": type },
      body: "x".repeat(bytes),
    });
  }

  test("5.9 MB of text get through", async () => {
    expect(await (await upload(5.9 * megabyte)).json()).toEqual({
      bytes: Math.trunc(5.9 * megabyte),
      base64: false,
    });
  });

  test.each([
    ["6.1 MB of text", 6.1 * megabyte, "text/plain"],
    ["5 MB of bytes, which base64 makes longer", 5 * megabyte, "application/octet-stream"],
    ["11 MB, which the API refuses before Lambda does", 11 * megabyte, "text/plain"],
  ])("%s are answered 413", async (_, bytes, type) => {
    const reply = await upload(bytes, type);
    expect([reply.status, await reply.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  test("a body without a length is cut off at 10 MB too", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent: ClientRequest = request(`${gateway.url}/upload/size`, { method: "POST" }, (reply) => {
        resolve(reply.statusCode);
        sent.destroy();
      });
      sent.on("error", reject);
      for (let count = 0; count < 11; count += 1) sent.write(Buffer.alloc(megabyte));
    });
    expect(status).toBe(413);
  });

  test("an answer of 6 MB gets through, one byte over Lambda's limit is a 500", async () => {
    expect((await get(`/do/large?bytes=${6 * megabyte}`)).status).toBe(200);
    expect((await get("/do/large?bytes=6291556")).status).toBe(500);
  });

  test("headers of more than 10 KB are answered 431", async () => {
    const headers = { "x-long": "x".repeat(10_300) };
    expect((await fetch(`${gateway.url}/do/fine`, { headers })).status).toBe(431);
  });
});

test("An integration that takes longer than the API waits is answered 503 while the function goes on", async () => {
  const impatient = await startFixtures([routed("misbehave", "GET", "/do/{how}")], {
    integrationTimeoutMs: 200,
  });
  try {
    const reply = await fetch(`${impatient.url}/do/slow?ms=600`);
    expect([reply.status, await reply.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
    await vi.waitFor(
      () =>
        expect(readFileSync(join(impatient.root, "logs/functions/misbehave.log"), "utf8")).toContain(
          '"status":"success"',
        ),
      { timeout: 10_000 },
    );
  } finally {
    await impatient.stop();
  }
});

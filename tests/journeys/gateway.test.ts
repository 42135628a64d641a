import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";

const origin = process.env["PUBLIC_API_URL"] ?? "";

test("health sees every dependency", async () => {
  const health = (await (await fetch(`${origin}/health`)).json()) as Record<string, unknown>;
  expect(health).toMatchObject({
    status: "healthy",
    workflows: "healthy",
    events: "healthy",
    model: "healthy",
  });
});

test("the reference pages load from our own origin alone", async () => {
  for (const path of ["/docs", "/redoc"]) {
    const page = await fetch(`${origin}${path}`);
    const html = await page.text();
    expect(page.headers.get("content-type")).toContain("text/html");
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? "");
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      expect(address.startsWith("/")).toBe(true);
      expect((await fetch(`${origin}${address}`)).status).toBe(200);
    }
  }
});

test("a sampled request leaves a trace that carries the caller's W3C trace", async () => {
  const root = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
  const trace = randomBytes(16).toString("hex");
  const reply = await fetch(`${origin}/courses`, {
    headers: {
      "x-amzn-trace-id": `Root=${root};Parent=${randomBytes(8).toString("hex")};Sampled=1`,
      traceparent: `00-${trace}-${randomBytes(8).toString("hex")}-01`,
    },
  });
  expect(reply.status).toBe(200);
  const text = await vi.waitUntil(
    async () => {
      const answer = await fetch(`${origin}/_local/traces/${root}`);
      const found = answer.ok ? await answer.text() : "";
      return found.includes("## courses.listCourses") ? found : undefined;
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(text).toContain(trace);
});

test("what is not there is a 404, and what is too large a 413", async () => {
  expect((await fetch(`${origin}/no/such/route`)).status).toBe(404);
  const large = await fetch(`${origin}/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ x: "x".repeat(11 * 1024 * 1024) }),
  });
  expect(large.status).toBe(413);
});

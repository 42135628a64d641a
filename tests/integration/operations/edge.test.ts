import { afterEach, describe, expect, test, vi } from "vitest";
import { handler as getJwks } from "../../../functions/auth/get-jwks.ts";
import { handler as getMe } from "../../../functions/auth/get-me.ts";
import { handler as listCourses } from "../../../functions/courses/list-courses.ts";
import { handler as getHealth } from "../../../functions/operations/get-health.ts";
import { handler as getOpenapi } from "../../../functions/operations/get-openapi.ts";
import { call } from "../../support/call.ts";
import { registerAndLogin } from "../../support/people.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe("every answer", () => {
  test("carries the request's id, its trace and what is left of the limit", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const { headers } = await call(listCourses, { headers: { traceparent } });
    expect(headers["traceparent"]).toMatch(
      /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/,
    );
    expect(headers["x-request-id"]).toBeTruthy();
    expect(headers["ratelimit-policy"]).toMatch(/^"default";q=\d+;w=60$/);
    expect(headers["ratelimit"]).toMatch(/^"default";r=\d+;t=\d+$/);
  });

  test("to somebody's own data is kept by no cache", async () => {
    const person = await registerAndLogin("student");
    expect((await call(getMe, { token: person.token })).headers["cache-control"]).toBe("no-store");
  });
});

test("a caller over the limit is told when to come back, and others are not disturbed", async () => {
  vi.stubEnv("RATE_LIMIT_FACTOR", "0.01");
  const address = `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  const replies = [];
  for (let count = 0; count < 8; count++) replies.push(await call(listCourses, { address }));
  expect(replies.slice(0, 6).every((reply) => reply.status === 200)).toBe(true);
  expect(replies[7]).toMatchObject({ status: 429, body: { code: "request.rate_limited" } });
  expect(Number(replies[7]?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await call(listCourses, { address: `${address}1` })).status).toBe(200);
});

test("a caller who comes often has all of her limit, though most of her requests were counted before they came", async () => {
  vi.stubEnv("RATE_LIMIT_FACTOR", "0.1");
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / 60_000) * 60_000 });
  const address = `10.2.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  const replies = [];
  for (let count = 0; count < 70; count++) replies.push(await call(listCourses, { address }));
  expect(replies.map(({ status }) => status)).toEqual(replies.map((_, n) => (n < 60 ? 200 : 429)));
  const left = replies.map(({ headers }) => headers["ratelimit"]).slice(0, 60);
  expect(left).toEqual(Array.from({ length: 60 }, (_, n) => `"default";r=${59 - n};t=60`));
});

test("health names every dependency and its latency", async () => {
  const { status, body } = await call(getHealth);
  expect(status).toBe(200);
  const { status: _status, latency_ms, ...states } = body;
  expect(body).toMatchObject({ database: "healthy", cache: "healthy", content: "healthy" });
  expect(Object.keys(latency_ms).toSorted()).toEqual(Object.keys(states).toSorted());
});

test("the key set has public keys only", async () => {
  const { body } = await call(getJwks);
  expect(body.keys).not.toHaveLength(0);
  for (const key of body.keys) expect(key).not.toHaveProperty("d");
});

test("the document is OpenAPI 3.1 of this API", async () => {
  const { body } = await call(getOpenapi);
  expect(body).toMatchObject({ openapi: "3.1.0", info: { title: "SmartCourse API", version: "1.0.0" } });
  expect(body.paths["/courses/{id}"].get.responses["404"].content["application/problem+json"]).toBeDefined();
});

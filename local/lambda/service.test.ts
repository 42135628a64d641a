import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { buildBundles } from "../bundles/build.ts";
import { buildPaths } from "../bundles/paths.ts";
import { fixtureRoot, routed } from "./fixtures/fixture-gateway.ts";
import { type InvocationRecord, type Lambda, type LambdaOptions, startLambda } from "./service.ts";

let running: (Lambda & { root: string }) | undefined;
afterEach(async () => {
  await running?.stop();
  if (running !== undefined) rmSync(running.root, { recursive: true, force: true });
});

const fixtures = ["misbehave", "other"].map((name) => routed(name, "GET", "/", { source: "misbehave" }));

async function start(options: Partial<LambdaOptions> = {}): Promise<Lambda & { root: string }> {
  const root = fixtureRoot();
  await buildBundles({ entries: fixtures, root });
  const lambda = await startLambda({
    functions: fixtures,
    paths: buildPaths(root),
    environment: {},
    log: { write: () => undefined, close: async () => undefined },
    ...options,
  });
  running = { ...lambda, root };
  return running;
}

const slow = { rawPath: "/slow", queryStringParameters: { ms: "150" } };

async function payload(reply: ReturnType<Lambda["invoke"]>): Promise<{ calls: number; most: number }> {
  const result = await reply;
  if (result.status !== "succeeded") throw new Error(JSON.stringify(result));
  return JSON.parse(result.payload) as { calls: number; most: number };
}

describe("sandboxes", () => {
  test("take one event at a time, and there are as many as the cap allows", async () => {
    const lambda = await start({ cap: 2 });
    const calls = Array.from({ length: 6 }, () => payload(lambda.invoke("misbehave", slow)));
    await vi.waitFor(() => expect(lambda.load()["misbehave"]).toEqual({ sandboxes: 2, idle: 0, waiting: 4 }));
    const answers = await Promise.all(calls);
    expect(answers.map(({ most }) => most)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(answers.reduce((sum, { calls: number }) => Math.max(sum, number), 0)).toBeLessThan(6);
    expect(lambda.load()["misbehave"]).toEqual({ sandboxes: 2, idle: 2, waiting: 0 });
  });

  test("of a function with reserved concurrency refuse what exceeds it", async () => {
    const lambda = await start({ caps: { misbehave: 1 }, throttled: ["misbehave"] });
    const first = lambda.invoke("misbehave", slow);
    expect(await lambda.invoke("misbehave", slow)).toEqual({ status: "throttled" });
    expect((await first).status).toBe("succeeded");
  });

  test("do not take an event whose caller gave up waiting", async () => {
    const lambda = await start({ cap: 1 });
    const first = payload(lambda.invoke("misbehave", slow));
    const caller = new AbortController();
    const second = lambda.invoke("misbehave", slow, { signal: caller.signal });
    caller.abort();
    expect(await second).toEqual({ status: "throttled" });
    expect((await first).calls).toBe(1);
    expect((await payload(lambda.invoke("misbehave", { rawPath: "/fine" }))).calls).toBe(2);
  });

  test("that have nothing to do are closed after a while", async () => {
    const lambda = await start({ idleMs: 50 });
    await lambda.invoke("misbehave", { rawPath: "/fine" });
    await vi.waitFor(() => expect(lambda.load()["misbehave"]?.sandboxes).toBe(0));
  });

  test("make room for those of other functions where all together are too many", async () => {
    const lambda = await start({ totalCap: 1 });
    await lambda.invoke("misbehave", { rawPath: "/fine" });
    await lambda.invoke("other", { rawPath: "/fine" });
    expect([lambda.load()["misbehave"]?.sandboxes, lambda.load()["other"]?.sandboxes]).toEqual([0, 1]);
  });

  test("run what was built last, after a reload", async () => {
    const lambda = await start();
    await lambda.invoke("misbehave", { rawPath: "/fine" });
    writeFileSync(
      join(lambda.root, ".build/functions/misbehave.cjs"),
      "exports.handler = async () => 'new';",
    );
    expect(await payload(lambda.invoke("misbehave", { rawPath: "/fine" }))).toMatchObject({ calls: 2 });
    await lambda.reload(["misbehave"]);
    expect(await payload(lambda.invoke("misbehave", {}))).toBe("new");
  });

  test("refuse a handler that takes a callback, as Node 24 on Lambda does", async () => {
    const lambda = await start();
    writeFileSync(
      join(lambda.root, ".build/functions/misbehave.cjs"),
      "exports.handler = (event, context, done) => done();",
    );
    expect(await lambda.invoke("misbehave", {})).toMatchObject({
      status: "failed",
      error: { errorType: "Runtime.CallbackHandlerDeprecated" },
    });
  });
});

describe("an invocation", () => {
  test("carries on the caller's trace and is recorded with it", async () => {
    const records: InvocationRecord[] = [];
    const lambda = await start({ onInvocation: (record) => records.push(record) });
    const trace = "Root=1-6a5145a9-1bae89e2512ec92d5d9438a0;Parent=53995c3f42cd8ad8;Sampled=1";
    await lambda.invoke("misbehave", { rawPath: "/throw" }, { trace });
    expect(records).toMatchObject([
      {
        name: "misbehave",
        status: "failed",
        trace: { root: "1-6a5145a9-1bae89e2512ec92d5d9438a0", parent: "53995c3f42cd8ad8", sampled: true },
      },
    ]);
  });

  test("tells what the function threw", async () => {
    const lambda = await start();
    expect(await lambda.invoke("misbehave", { rawPath: "/throw" })).toMatchObject({
      status: "failed",
      error: { errorType: "RangeError", errorMessage: "as asked" },
    });
  });

  test("of more than 6 MB is refused", async () => {
    const lambda = await start();
    expect(await lambda.invoke("misbehave", { body: "x".repeat(6_291_556) })).toEqual({
      status: "too_large",
    });
  });
});

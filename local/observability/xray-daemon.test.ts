import { afterEach, expect, test, vi } from "vitest";
import { type FixtureGateway, routed, startFixtures } from "../lambda/fixtures/fixture-gateway.ts";
import { type Trace, parsePacket, startXrayDaemon } from "./xray-daemon.ts";

let gateway: FixtureGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

const root = "1-6a5145a9-1bae89e2512ec92d5d9438a0";

test("A sampled invocation has its segment, and below it the subsegments of the function", async () => {
  const { url } = (gateway = await startFixtures([routed("traced", "GET", "/traced")]));
  await fetch(`${url}/traced`, { headers: { "x-amzn-trace-id": `Root=${root};Sampled=1` } });
  const trace = await vi.waitFor(async () => {
    const seen = (await (await fetch(`${url}/_local/traces/${root}`)).json()) as Trace;
    expect(seen.segments).toHaveLength(2);
    return seen;
  });
  const invocation = trace.segments.find(({ name }) => name === "traced");
  const work = trace.segments.find(({ name }) => name === "## work");
  expect(invocation).toMatchObject({ trace_id: root, origin: "AWS::Lambda::Function" });
  expect(work).toMatchObject({ trace_id: root, parent_id: invocation?.id, annotations: { answer: 42 } });
});

test("Of an invocation that is not sampled nothing is kept", async () => {
  const { url } = (gateway = await startFixtures([routed("traced", "GET", "/traced")], {
    lambda: { sampling: 0 },
  }));
  expect((await fetch(`${url}/traced`)).status).toBe(200);
  expect(await (await fetch(`${url}/_local/traces`)).json()).toEqual([]);
});

test("Only the latest traces are kept, the latest first", async () => {
  const daemon = await startXrayDaemon({ port: 0, keep: 2 });
  for (const id of ["a", "b", "a", "c"]) daemon.record({ trace_id: id, id, name: id, start_time: 1 });
  expect(daemon.traces().map((trace) => [trace.id, trace.segments.length])).toEqual([
    ["c", 1],
    ["a", 2],
  ]);
  await daemon.stop();
});

test.each(["", "nonsense", '{"format":"json","version":1}\nnonsense', '{"format":"json","version":1}\n{}'])(
  "A packet of %j is no segment",
  (packet) => {
    expect(parsePacket(packet)).toBeUndefined();
  },
);

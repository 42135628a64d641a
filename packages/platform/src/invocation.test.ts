import { expect, test } from "vitest";
import { continueTrace, invocation, within } from "./invocation.ts";

const caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

test("goes on with a valid trace as a new span", () => {
  expect(continueTrace(caller)).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
  expect(continueTrace(caller)).not.toBe(caller);
});

test.each([
  undefined,
  "",
  "nonsense",
  "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
  `${caller}x`,
])("begins a trace for %s", (header) => {
  expect(continueTrace(header)).toMatch(/^00-(?!0{32}|4bf92f)[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

test("is known to everything done within it, and to nothing else", async () => {
  const own = { requestId: "r1", traceparent: caller };
  expect(await within(own, async () => invocation())).toBe(own);
  expect(invocation()).toBeUndefined();
});

import { expect, test } from "vitest";
import { continueTrace, traceHeader } from "./trace-header.ts";

const root = "1-6a5145a9-1bae89e2512ec92d5d9438a0";

test.each([
  [`Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`, 1, false],
  [`Root=${root};Sampled=1`, 0, true],
  [`Root=${root}`, 1, true],
  [`Root=${root}`, 0, false],
  [` Root=${root} ; Sampled=1`, 0, true],
])("Given %s and a rate of %d, keeps the trace and sampled is %s", (header, rate, sampled) => {
  expect(continueTrace(header, rate)).toMatchObject({ root, sampled });
});

test.each([undefined, "", "Root=1-2-3;Sampled=1", "nonsense"])(
  "Given %s, begins a trace of its own",
  (header) => {
    const trace = continueTrace(header, 0);
    expect(trace.root).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(trace).toMatchObject({ parent: undefined, sampled: false });
  },
);

test("each invocation is a segment of its own", () => {
  const one = continueTrace(`Root=${root};Sampled=1`, 0);
  const other = continueTrace(`Root=${root};Sampled=1`, 0);
  expect(one.segment).not.toBe(other.segment);
  expect(traceHeader(one)).toBe(`Root=${root};Parent=${one.segment};Sampled=1`);
});

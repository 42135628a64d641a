import { expect, test } from "vitest";
import { countOutcome } from "./run-tests.ts";

const passed = { status: "passed" };
const failed = { status: "failed" };

test("passes and failures are counted", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [{ ...failed, assertionResults: [passed, failed] }],
  };
  expect(countOutcome(report, 1)).toEqual({ passed: 3, failed: 1, code: 1 });
});

test("a file that did not even load is a failure", () => {
  const report = { numPassedTests: 3, numFailedTests: 0, testResults: [{ ...failed, assertionResults: [] }] };
  expect(countOutcome(report, 0)).toEqual({ passed: 3, failed: 1, code: 1 });
});

test("too few covered lines fail the run though no test failed", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    testResults: [{ ...passed, assertionResults: [passed] }],
  };
  expect(countOutcome(report, 1)).toEqual({ passed: 3, failed: 0, code: 1 });
  expect(countOutcome(report, 0)).toEqual({ passed: 3, failed: 0, code: 0 });
});

test("no report is a failure, whatever the exit code", () => {
  expect(countOutcome(undefined, 0)).toEqual({ passed: 0, failed: 1, code: 1 });
});

import { expect, test } from "vitest";
import { retryDelay } from "./task.ts";

test("each retry waits twice as long, up to what SQS can hide", () => {
  expect([1, 2, 3].map((attempts) => retryDelay(attempts, 60))).toEqual([60, 120, 240]);
  expect(retryDelay(40, 60)).toBe(43_200);
});

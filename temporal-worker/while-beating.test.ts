import { MockActivityEnvironment } from "@temporalio/testing";
import { CancelledFailure } from "@temporalio/common";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whileBeating } from "./while-beating.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("beats while the work goes on, and no longer", async () => {
  const activity = new MockActivityEnvironment();
  let beats = 0;
  activity.on("heartbeat", () => {
    beats += 1;
  });
  const work = async () => {
    await vi.advanceTimersByTimeAsync(9_000);
    return "done";
  };
  expect(await activity.run(whileBeating<string>, work)).toBe("done");
  expect(beats).toBe(3);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(beats).toBe(3);
});

it("stops the work where it asks, once the activity is cancelled", async () => {
  const activity = new MockActivityEnvironment();
  let parts = 0;
  const run = activity.run(whileBeating<void>, async (alive: () => void) => {
    for (;;) {
      alive();
      parts += 1;
      if (parts === 2) activity.cancel();
    }
  });
  await expect(run).rejects.toBeInstanceOf(CancelledFailure);
  expect(parts).toBe(2);
});

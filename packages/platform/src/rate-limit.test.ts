import fc from "fast-check";
import { expect, test } from "vitest";
import { countLocally, judge, rateLimitHeaders, windowKeys } from "./rate-limit.ts";

const limit = { limit: 10, window: 60 };

test("a fresh window forgets the one before bit by bit", () => {
  const full = { current: 0, previous: 10 };
  expect(judge(limit, { ...full, current: 1 }, 0)).toMatchObject({ exceeded: true, remaining: 0 });
  expect(judge(limit, { ...full, current: 1 }, 30_000)).toMatchObject({
    exceeded: false,
    remaining: 4,
    reset: 30,
  });
  expect(judge(limit, { current: 10, previous: 0 }, 0).exceeded).toBe(false);
  expect(judge(limit, { current: 11, previous: 0 }, 0).exceeded).toBe(true);
});

test("more requests never leave more", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1e9), (current, previous, now) => {
      const fewer = judge(limit, { current, previous }, now);
      const more = judge(limit, { current: current + 1, previous }, now);
      expect(more.remaining).toBeLessThanOrEqual(fewer.remaining);
      expect(fewer.reset).toBeGreaterThan(0);
      expect(fewer.reset).toBeLessThanOrEqual(limit.window);
    }),
  );
});

test("without Redis the process counts by itself", () => {
  const keys = windowKeys(`test:${Math.random()}`, limit, 1_000_000);
  expect(countLocally(keys)).toEqual({ current: 1, previous: 0 });
  expect(countLocally(keys)).toEqual({ current: 2, previous: 0 });
  expect(countLocally({ current: "next", previous: keys.current }).previous).toBe(2);
});

test("the headers tell the tightest limit", () => {
  const wide = judge({ limit: 600, window: 60 }, { current: 1, previous: 0 }, 0);
  const tight = judge(limit, { current: 3, previous: 0 }, 0);
  expect(rateLimitHeaders([wide, tight])).toEqual({
    "ratelimit-policy": `"default";q=10;w=60`,
    ratelimit: `"default";r=7;t=60`,
  });
});

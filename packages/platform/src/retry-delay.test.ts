import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelay } from "./retry-delay.ts";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const attempts = fc.integer({ min: 1, max: 40 });
const base = fc.integer({ min: 1, max: 120 });
const longest = 43_200;

test("deployed, three retries are at least 60, 120 and 240 seconds apart, and at most twice that", () => {
  expect([1, 2, 3].map((n) => retryDelay(n, 60, longest, 0))).toEqual([60, 120, 240]);
  expect([1, 2, 3].map((n) => retryDelay(n, 60, longest, 1))).toEqual([120, 240, 480]);
});

test("whatever chance says, a wait is no shorter than the one before it, and never too long", () => {
  fc.assert(
    fc.property(attempts, base, chance, chance, (n, seconds, one, other) => {
      const [before, after] = [
        retryDelay(n, seconds, longest, one),
        retryDelay(n + 1, seconds, longest, other),
      ];
      if (seconds * 2 ** (n + 1) <= longest) expect(after).toBeGreaterThanOrEqual(before);
      for (const wait of [before, after]) {
        expect(wait).toBeGreaterThanOrEqual(Math.min(seconds, longest / 2));
        expect(wait).toBeLessThanOrEqual(longest);
      }
    }),
  );
});

test("what failed together does not come back together", () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 60, max: 120 }), (n, seconds) => {
      expect(retryDelay(n, seconds, longest, 0.9)).toBeGreaterThan(retryDelay(n, seconds, longest, 0.1));
    }),
  );
});

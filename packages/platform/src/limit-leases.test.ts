import fc from "fast-check";
import { expect, test } from "vitest";
import { LimitLeases } from "./limit-leases.ts";
import { judge, windowKeys } from "./rate-limit.ts";

/** Redis, as it counts. */
class Counts {
  asked = 0;
  readonly #counts = new Map<string, number>();
  read(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
  add(key: string, by: number): number {
    this.asked += 1;
    this.#counts.set(key, this.read(key) + by);
    return this.read(key);
  }
}

/** A request of the one caller, by one process: as countRequest() and judge() have it. Answers whether it passes. */
function request(redis: Counts, leases: LimitLeases, limit: { limit: number; window: number }, now: number) {
  const { current, previous } = windowKeys("caller", limit, now);
  const leased = leases.spend(current);
  if (leased !== undefined) return !judge(limit, leased, now).exceeded;
  const size = leases.sizeFor(current, limit);
  const counted = { current: redis.add(current, 1 + size), previous: redis.read(previous) };
  return !judge(limit, leases.keep(current, counted, size, limit), now).exceeded;
}

const requests = fc.array(
  fc.record({
    process: fc.nat(7),
    after: fc.oneof(fc.nat(40), fc.nat(4_000)),
    times: fc.integer({ min: 1, max: 30 }),
  }),
  { minLength: 1, maxLength: 120 },
);

test("no limit is passed, whatever processes let pass by themselves; and none refuses before two thirds are used", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), requests, (count, events) => {
      const limit = { limit: count, window: 60 };
      const redis = new Counts();
      const processes = Array.from({ length: 8 }, () => new LimitLeases());
      const [passed, tried] = [new Counts(), new Counts()];
      let now = 0;
      for (const { process, after, times } of events) {
        now += after;
        for (let time = 0; time < times; time++) {
          const { current, previous } = windowKeys("caller", limit, now);
          const passes = request(redis, processes[process] ?? new LimitLeases(), limit, now);
          tried.add(current, 1);
          if (passes) passed.add(current, 1);
          const weighted = (of: Counts) =>
            judge(limit, { current: of.read(current), previous: of.read(previous) }, now);
          if (passes) expect(weighted(passed).exceeded).toBe(false);
          else expect(weighted(tried).remaining).toBeLessThanOrEqual(Math.ceil(count / 3));
          if (count <= 20) expect(passes).toBe(!weighted(tried).exceeded);
        }
      }
    }),
  );
});

test("who comes again is counted without Redis, but for one request in some; near the limit each is counted there", () => {
  const limit = { limit: 600, window: 60 };
  const [redis, leases] = [new Counts(), new LimitLeases()];
  const pass = (times: number) => {
    const before = redis.asked;
    for (let time = 0; time < times; time++) expect(request(redis, leases, limit, 1_000)).toBe(true);
    return redis.asked - before;
  };
  expect(pass(100)).toBeLessThan(15);
  pass(230);
  expect(pass(270)).toBe(270);
  expect(request(redis, leases, limit, 1_000)).toBe(false);
});

test("a new window begins without a lease, and what was leased in the last one counts as used", () => {
  const limit = { limit: 600, window: 60 };
  const [redis, leases] = [new Counts(), new LimitLeases()];
  for (let time = 0; time < 50; time++) request(redis, leases, limit, 1_000);
  const [first, second] = [
    windowKeys("caller", limit, 1_000).current,
    windowKeys("caller", limit, 61_000).current,
  ];
  expect(redis.read(first)).toBeGreaterThan(50);
  expect(leases.spend(second)).toBeUndefined();
  expect(leases.sizeFor(second, limit)).toBe(0);
});

import * as fc from "fast-check";
import type { Granularity } from "@smartcourse/contracts/analytics/period-schemas";
import { describe, expect, it } from "vitest";
import { previousPeriod, resolvePeriod } from "./period.ts";
import { dayMs, quarterMs } from "./slots.ts";
import { coverageOf } from "./stretches.ts";

const now = new Date("2026-06-15T12:00:00Z");
const hours = ({ from, to }: { from: number; to: number }) => (to - from) / 3_600_000;
const resolve = (from: string, to: string, granularity: Granularity = "day", time_zone = "UTC") =>
  resolvePeriod({ from, to, granularity, time_zone }, now);

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Apia",
  "Africa/Casablanca",
];
const period = fc
  .record({
    day: fc.integer({ min: 0, max: 12_000 }),
    days: fc.integer({ min: 0, max: 399 }),
    granularity: fc.constantFrom<Granularity>("day", "week", "month"),
    time_zone: fc.constantFrom(...zones),
  })
  .map(({ day, days, granularity, time_zone }) => {
    const date = (offset: number) => new Date(Date.UTC(2001, 0, 1 + offset)).toISOString().slice(0, 10);
    return resolve(date(day), date(day + days), granularity, time_zone);
  });

describe("a period", () => {
  it("has a day of 23 hours in spring and one of 25 in autumn", () => {
    const [spring] = resolve("2026-03-29", "2026-03-29", "day", "Europe/Berlin").points;
    const [autumn] = resolve("2026-10-25", "2026-10-25", "day", "Europe/Berlin").points;
    expect([spring, autumn].map((point) => point && hours(point))).toEqual([23, 25]);
  });

  it("begins a day at its first moment, where midnight comes twice and where it does not come", () => {
    const [twice] = resolve("2026-11-01", "2026-11-01", "day", "America/Havana").points;
    expect(twice).toMatchObject({
      from: Date.parse("2026-11-01T04:00:00Z"),
      to: Date.parse("2026-11-02T05:00:00Z"),
    });
    const [never] = resolve("2018-11-04", "2018-11-04", "day", "America/Sao_Paulo").points;
    expect(never).toMatchObject({
      from: Date.parse("2018-11-04T03:00:00Z"),
      to: Date.parse("2018-11-05T02:00:00Z"),
    });
  });

  it("is the last 30 days, 12 weeks or 12 months where nothing is said, up to today in the zone", () => {
    const usual = (granularity: Granularity, time_zone = "UTC") => {
      const { from, to, points } = resolvePeriod({ granularity, time_zone }, now);
      return [from, to, points.length];
    };
    expect(usual("day")).toEqual(["2026-05-17", "2026-06-15", 30]);
    expect(usual("week")).toEqual(["2026-03-30", "2026-06-15", 12]);
    expect(usual("month")).toEqual(["2025-07-01", "2026-06-15", 12]);
    expect(usual("day", "Pacific/Kiritimati")).toEqual(["2026-05-18", "2026-06-16", 30]);
  });

  it("has ISO weeks from Monday to Sunday, cut at both ends", () => {
    const { points } = resolve("2026-01-01", "2026-01-13", "week");
    expect(points.map(({ start, end }) => [start, end])).toEqual([
      ["2026-01-01", "2026-01-04"],
      ["2026-01-05", "2026-01-11"],
      ["2026-01-12", "2026-01-13"],
    ]);
  });

  it("is refused by the field's name when it ends before it begins, or has too many steps", () => {
    const asking = (from: string, to: string) => () => resolve(from, to);
    expect(asking("2026-02-02", "2026-02-01")).toThrow(/^from: must not be after/);
    expect(asking("2025-01-01", "2026-02-05")).toThrow(/^from: makes more than 400 points/);
    expect(resolve("2025-01-01", "2026-02-04").points).toHaveLength(400);
  });

  it("is without gaps and overlaps, in every zone and step", () => {
    fc.assert(
      fc.property(period, ({ from, to, points }) => {
        expect([points[0]?.start, points.at(-1)?.end]).toEqual([from, to]);
        for (const [at, point] of points.entries()) {
          expect(point.from % quarterMs).toBe(0);
          if (at > 0) expect(point.from).toBe(points[at - 1]?.to);
        }
      }),
    );
  });

  it("comes right after the one before, which has as many days", () => {
    expect(previousPeriod(resolve("2026-03-01", "2026-03-31"))).toMatchObject({
      from: "2026-01-29",
      to: "2026-02-28",
    });
    fc.assert(
      fc.property(period, (one) => {
        const before = previousPeriod(one);
        expect(before.points.at(-1)?.to).toBe(one.points[0]?.from);
      }),
    );
  });
});

describe("the slots of a period", () => {
  it("cover every quarter of an hour once, each within one step, and are few", () => {
    fc.assert(
      fc.property(period, ({ points }) => {
        const { days, splitDays, quarters } = coverageOf(points);
        const covered = quarters.reduce((sum, { from, to }) => sum + to - from, 0);
        const whole = [];
        for (let day = Math.ceil(days.from / dayMs) * dayMs; day < days.to; day += dayMs) {
          if (!splitDays.includes(day)) whole.push(day);
        }
        expect(covered + whole.length * dayMs).toBe(days.to - days.from);
        const stepOf = (time: number) => points.findLastIndex(({ from }) => from <= time);
        for (const day of whole) expect(stepOf(day)).toBe(stepOf(day + dayMs - quarterMs));
        expect(splitDays.length).toBeLessThanOrEqual(points.length + 1);
      }),
    );
  });
});

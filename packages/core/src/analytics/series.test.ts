import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePeriod } from "./period.ts";
import { type Derive, comparePrevious, composeSeries } from "./series.ts";

const period = resolvePeriod(
  { from: "2026-03-28", to: "2026-03-30", granularity: "day", time_zone: "Europe/Berlin" },
  new Date(0),
);
const derive: Derive<"enrollments" | "net"> = (sum) => ({
  enrollments: sum("enrollments"),
  net: sum("enrollments") - sum("drops"),
});

describe("a series", () => {
  it("has a point for every step, with noughts where nothing happened", () => {
    const { points, totals } = composeSeries(
      period,
      [
        { step: 0, name: "enrollments", bucket: 0, total: 5 },
        { step: 2, name: "drops", bucket: 0, total: 2 },
      ],
      derive,
    );
    expect(totals).toEqual({ enrollments: 5, net: 3 });
    expect(points).toEqual([
      day("2026-03-28", "2026-03-27T23:00:00.000Z", "2026-03-28T23:00:00.000Z", 5, 5),
      day("2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z", 0, 0),
      day("2026-03-30", "2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z", 0, -2),
    ]);
  });

  it("has the sums of its points as totals", () => {
    const sum = fc.record({
      step: fc.integer({ min: 0, max: 2 }),
      name: fc.constantFrom("enrollments" as const, "drops" as const),
      bucket: fc.constant(0),
      total: fc.integer({ min: -5, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(sum), (sums) => {
        const { points, totals } = composeSeries(period, sums, derive);
        expect(points.reduce((total, { enrollments }) => total + enrollments, 0)).toBe(totals.enrollments);
        expect(points.reduce((total, { net }) => total + net, 0)).toBe(totals.net);
      }),
    );
  });

  it("shows the change from before, by itself and by what was", () => {
    const { change } = comparePrevious({ enrollments: 30, net: 4 }, period, { enrollments: 20, net: 0 });
    expect(change).toEqual({
      enrollments: { absolute: 10, relative: 0.5 },
      net: { absolute: 4, relative: null },
    });
  });
});

function day(date: string, starts_at: string, ends_at: string, enrollments: number, net: number) {
  return { start: date, end: date, starts_at, ends_at, enrollments, net };
}

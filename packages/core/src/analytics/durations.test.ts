import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, histogram, medianDays } from "./durations.ts";

const minute = 60;
const day = 86_400;
const count = (seconds: readonly number[]) => seconds.map((each) => ({ bucket: bucketOf(each), count: 1 }));

describe("the median of times to complete", () => {
  it("is within 2.3 % of the true one", () => {
    const times = fc.array(fc.integer({ min: 2 * minute, max: 9 * 365 * day }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(times, (seconds) => {
        const sorted = seconds.toSorted((a, b) => a - b);
        const exact = (sorted[Math.ceil(sorted.length / 2) - 1] ?? 0) / day;
        expect(Math.abs((medianDays(count(seconds)) ?? 0) / exact - 1)).toBeLessThan(0.023);
      }),
    );
  });

  it("is nothing where nobody completed", () => {
    expect(medianDays([])).toBeNull();
  });
});

describe("the histogram of times to complete", () => {
  it("has everyone just where she belongs, edges included, in parts that follow each other", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 * day })), (seconds) => {
        const parts = histogram(count(seconds));
        for (const { from_days, to_days, completions } of parts) {
          const inside = seconds.filter(
            (each) => each >= from_days * day && (to_days === null || each < to_days * day),
          );
          expect(completions).toBe(inside.length);
        }
        expect(parts.slice(1).map(({ from_days }) => from_days)).toEqual(
          parts.slice(0, -1).map(({ to_days }) => to_days),
        );
      }),
    );
  });

  it.each([0, 3600, 21_600, day, 3 * day, 7 * day, 365 * day])(
    "takes %d s as the beginning of a part",
    (edge) => {
      const part = histogram(count([edge])).find(({ completions }) => completions === 1);
      expect((part?.from_days ?? -1) * day).toBe(edge);
    },
  );
});

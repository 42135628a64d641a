import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTime } from "./iso-time.ts";

test.each([
  ["2026-11-24 14:45:55+00", "2026-11-24T14:45:55.000Z"],
  ["2026-11-24 14:45:55.1+00", "2026-11-24T14:45:55.100Z"],
  ["2026-11-24 14:45:55.123999+00", "2026-11-24T14:45:55.123Z"],
  ["2026-11-24 16:45:55.5+02", "2026-11-24T14:45:55.500Z"],
  ["2026-11-24 14:15:55.25-00:30", "2026-11-24T14:45:55.250Z"],
])("%s is %s", (text, expected) => {
  expect(isoTime(text)).toBe(expected);
});

test("a time in UTC is what a Date makes of it", () => {
  const range = {
    min: new Date("1000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      const text = date
        .toISOString()
        .replace("T", " ")
        .replace(/\.?0*Z$/, "+00");
      expect(isoTime(text)).toBe(date.toISOString());
    }),
  );
});

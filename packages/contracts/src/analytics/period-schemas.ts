import * as z from "zod";
import { Timestamp } from "../shared-schemas.ts";

export const granularities = ["day", "week", "month"] as const;
export type Granularity = (typeof granularities)[number];

/** The most points that a series has. */
export const maximumPoints = 400;
const earliest = "2000-01-01";
const latest = "2100-12-31";

const Day = z.iso
  .date({ error: "must be a date, such as 2026-03-31", abort: true })
  .refine((date) => date >= earliest && date <= latest, `must be from ${earliest} to ${latest}`);

/** An IANA time zone, in which days begin and end. */
export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin")
  .default("UTC");

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * Which time, and in which steps: `from` and `to` are days of `time_zone`, both included. Weeks are ISO weeks, from Monday on; the first and the
 * last step are cut to the period. `compare=previous` sets the time before, of as many days, beside it.
 */
export const PeriodQuery = z.object({
  from: Day.optional(),
  to: Day.optional(),
  granularity: z.enum(granularities).default("day"),
  time_zone: TimeZone,
  compare: z.literal("previous").optional(),
});
export type PeriodQuery = z.output<typeof PeriodQuery>;

/** The period as it was understood. */
export const Period = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  granularity: z.enum(granularities),
  time_zone: z.string(),
});

/** `relative` is the change by what was before; null where that was nothing. */
const Change = z.object({ absolute: z.number(), relative: z.number().nullable() });
export type Change = z.infer<typeof Change>;

/**
 * Figures over a period: `totals` are the sums of the `points`, of which there is one for every step. `start` and `end` are its first and last
 * day, `starts_at` and `ends_at` when they begin and end. `previous` is null unless it was asked for.
 */
export function series<S extends Record<string, z.ZodNumber>>(shape: S) {
  const figures = z.object(shape);
  const point = { start: z.iso.date(), end: z.iso.date(), starts_at: Timestamp, ends_at: Timestamp };
  return z.object({
    period: Period,
    totals: figures,
    points: z.array(z.object({ ...point, ...shape })),
    previous: z
      .object({
        from: z.iso.date(),
        to: z.iso.date(),
        totals: figures,
        change: z.object(Object.fromEntries(Object.keys(shape).map((name) => [name, Change]))),
      })
      .nullable(),
  });
}

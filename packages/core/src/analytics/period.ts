import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as Zoned from "temporal-polyfill/fns/ZonedDateTime";
import {
  type Granularity,
  type PeriodQuery,
  maximumPoints,
} from "@smartcourse/contracts/analytics/period-schemas";
import { DomainError } from "@smartcourse/contracts/errors";

type Day = PlainDate.Record;

/** A step of a period: its first and last day, and the moments at which it begins and ends, in milliseconds. */
export interface Point {
  readonly start: string;
  readonly end: string;
  readonly from: number;
  readonly to: number;
}

export interface ResolvedPeriod {
  readonly from: string;
  readonly to: string;
  readonly granularity: Granularity;
  readonly time_zone: string;
  readonly points: readonly Point[];
}

type Asked = Pick<PeriodQuery, "from" | "to" | "granularity" | "time_zone">;

/**
 * The period that is asked for, cut into its steps. Days begin where the zone has their first moment (that is not always midnight) and may
 * have 23 or 25 hours. Pure.
 * `path`: of the fields, where they stand below others.
 * @throws DomainError request.invalid, naming `from`, where it is after `to` or there would be too many points
 */
export function resolvePeriod(asked: Asked, now: Date, path = ""): ResolvedPeriod {
  const { granularity, time_zone } = asked;
  const to = asked.to === undefined ? today(time_zone, now) : toDay(asked.to);
  const from = asked.from === undefined ? usualStart(to, granularity) : toDay(asked.from);
  const period = { from: PlainDate.toString(from), to: PlainDate.toString(to), granularity, time_zone };
  if (PlainDate.compare(from, to) > 0) throw invalid(path, `must not be after ${period.to}`);
  const points = cut(from, to, asked);
  if (points.length > maximumPoints) {
    throw invalid(path, `makes more than ${maximumPoints} points: come later, or take longer steps`);
  }
  return { ...period, points };
}

/** The time right before a period, of as many days, in one step. Pure. */
export function previousPeriod({ from, to, granularity, time_zone }: ResolvedPeriod): ResolvedPeriod {
  const first = toDay(from);
  const length = PlainDate.diffDays(first, toDay(to)) + 1;
  const point = toPoint(PlainDate.subtractDays(first, length), PlainDate.subtractDays(first, 1), time_zone);
  return { from: point.start, to: point.end, granularity, time_zone, points: [point] };
}

/** The day in a zone, from its first moment to its last. Pure. */
export function dayAround(now: Date, time_zone: string): ResolvedPeriod {
  const day = PlainDate.toString(today(time_zone, now));
  return resolvePeriod({ from: day, to: day, granularity: "day", time_zone }, now);
}

function today(zone: string, now: Date): Day {
  return Zoned.toPlainDate(Zoned.create(BigInt(now.getTime()) * 1_000_000n, zone));
}

function usualStart(to: Day, granularity: Granularity): Day {
  if (granularity === "day") return PlainDate.subtractDays(to, 29);
  if (granularity === "week") return PlainDate.subtractDays(to, PlainDate.dayOfWeek(to) - 1 + 11 * 7);
  return PlainDate.subtractMonths(PlainDate.startOfMonth(to), 11);
}

/** One point more than is allowed is enough to know. */
function cut(from: Day, to: Day, { granularity, time_zone }: Asked): Point[] {
  const points: Point[] = [];
  let start = from;
  while (PlainDate.compare(start, to) <= 0 && points.length <= maximumPoints) {
    const next = nextStep(start, granularity);
    const end = PlainDate.compare(next, to) > 0 ? to : PlainDate.subtractDays(next, 1);
    points.push(toPoint(start, end, time_zone));
    start = next;
  }
  return points;
}

function nextStep(start: Day, granularity: Granularity): Day {
  if (granularity === "day") return PlainDate.addDays(start, 1);
  if (granularity === "week") return PlainDate.addDays(start, 8 - PlainDate.dayOfWeek(start));
  return PlainDate.addMonths(PlainDate.startOfMonth(start), 1);
}

function toPoint(start: Day, end: Day, zone: string): Point {
  const from = firstMoment(start, zone);
  const to = firstMoment(PlainDate.addDays(end, 1), zone);
  return { start: PlainDate.toString(start), end: PlainDate.toString(end), from, to };
}

function firstMoment(day: Day, zone: string): number {
  return PlainDate.toZonedDateTime(day, zone).epochMilliseconds;
}

/** A day that the schema knows as one. */
function toDay(text: string): Day {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return PlainDate.create(year, month, day);
}

function invalid(path: string, message: string): DomainError {
  const field = `${path}from`;
  return new DomainError("request.invalid", `${field}: ${message}`, { errors: [{ field, message }] });
}

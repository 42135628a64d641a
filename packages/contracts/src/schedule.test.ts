import fc from "fast-check";
import { expect, test } from "vitest";
import type { Schedule } from "./define.ts";
import { lastTick, nextTick, periodSeconds, scheduleExpression } from "./schedule.ts";

const at = (text: string) => new Date(text);

test("a schedule of minutes is due at multiples of them", () => {
  const quarterly: Schedule = { kind: "schedule", everyMinutes: 15 };
  expect(lastTick(quarterly, at("2026-03-01T10:44:59Z"))).toEqual(at("2026-03-01T10:30:00Z"));
  expect(nextTick(quarterly, at("2026-03-01T10:45:00Z"))).toEqual(at("2026-03-01T11:00:00Z"));
});

test("a daily schedule is due at its time of day", () => {
  const morning: Schedule = { kind: "schedule", dailyAt: "07:30" };
  expect(lastTick(morning, at("2026-03-01T07:29:59Z"))).toEqual(at("2026-02-28T07:30:00Z"));
  expect(nextTick(morning, at("2026-03-01T07:30:00Z"))).toEqual(at("2026-03-02T07:30:00Z"));
});

test("EventBridge Scheduler is told the same", () => {
  expect(scheduleExpression({ kind: "schedule", everyMinutes: 1 })).toBe("rate(1 minute)");
  expect(scheduleExpression({ kind: "schedule", everyMinutes: 90 })).toBe("rate(90 minutes)");
  expect(scheduleExpression({ kind: "schedule", dailyAt: "07:05" })).toBe("cron(5 7 * * ? *)");
});

test("whenever one asks, the last tick is past, the next one is ahead, and one period lies between them", () => {
  const schedules = fc.oneof(
    fc.integer({ min: 1, max: 20_160 }).map((everyMinutes) => ({ kind: "schedule", everyMinutes }) as const),
    fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hours, minutes]) => ({ kind: "schedule", dailyAt: `${hours}:${minutes}` }) as const),
  );
  fc.assert(
    fc.property(
      schedules,
      fc.date({ min: at("2000-01-01"), max: at("2100-01-01"), noInvalidDate: true }),
      (schedule, now) => {
        const [last, next] = [lastTick(schedule, now), nextTick(schedule, now)];
        expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        expect(next.getTime() - last.getTime()).toBe(periodSeconds(schedule) * 1_000);
        expect(lastTick(schedule, new Date(next.getTime() - 1))).toEqual(last);
      },
    ),
  );
});

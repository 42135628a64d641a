/**
 * Every sum is kept twice: by quarters of an hour and by days of UTC, in minutes. Every time zone in use is off UTC by whole
 * quarters, so a day of any zone is made of the first; the second is for whatever is longer.
 */
export const spans = { quarter: 15, day: 1440 } as const;
export type Span = (typeof spans)[keyof typeof spans];

/** Milliseconds. */
export const quarterMs = spans.quarter * 60_000;
export const dayMs = spans.day * 60_000;

/** Where the slot begins that a moment is in, as ISO 8601. */
export function slotOf(time: string, span: Span): string {
  const length = span * 60_000;
  return new Date(Math.floor(Date.parse(time) / length) * length).toISOString();
}

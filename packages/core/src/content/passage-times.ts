import type { Cue } from "./extracted-text.ts";

/** When a passage is said, in seconds; null where it has no times. */
export interface Times {
  readonly start_seconds: number | null;
  readonly end_seconds: number | null;
}

/** From the start of the first cue that a stretch of text touches to the end of the latest; null where it touches none. */
export function timesOf(cues: readonly Cue[] = [], start: number, end: number): Times {
  const touched = cues.slice(firstEndingAfter(cues, start), firstStartingFrom(cues, end));
  const first = touched[0];
  if (first === undefined) return { start_seconds: null, end_seconds: null };
  return {
    start_seconds: first.start_seconds,
    end_seconds: touched.reduce((latest, cue) => Math.max(latest, cue.end_seconds), first.end_seconds),
  };
}

function firstEndingAfter(cues: readonly Cue[], offset: number): number {
  return partition(cues, (cue) => cue.end <= offset);
}

function firstStartingFrom(cues: readonly Cue[], offset: number): number {
  return partition(cues, (cue) => cue.start < offset);
}

/** How many cues at the front satisfy what holds for a front part only (binary search). */
function partition(cues: readonly Cue[], holds: (cue: Cue) => boolean): number {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const cue = cues[middle];
    if (cue && holds(cue)) low = middle + 1;
    else high = middle;
  }
  return low;
}

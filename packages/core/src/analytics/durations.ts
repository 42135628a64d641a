/** Edges of the histogram of times to complete, in hours. */
const coarseHours = [0, 1, 6, 24, 72, 168, 336, 720, 1440, 2160, 4320, 8760] as const;
const longestHours = 87_600;
const finest = 1 / 60;
/** Neighbouring fine edges are no further apart than this factor: the middle of a bucket is within 2.3 % of what is in it. */
const ratio = 1.045;

/** The lower edges of all buckets, in hours. Every coarse edge is one of them. Stored counts refer to their places: another list needs a migration. */
const fineHours = coarseHours.flatMap((from, at) => subdivide(from, coarseHours[at + 1] ?? longestHours));

function subdivide(from: number, to: number): number[] {
  const start = Math.max(from, finest);
  const parts = Math.ceil(Math.log(to / start) / Math.log(ratio));
  const inner = Array.from({ length: parts }, (_, part) => start * (to / start) ** (part / parts));
  return from === 0 ? [0, ...inner] : [from, ...inner.slice(1)];
}

/** The bucket that a duration in seconds belongs to. */
export function bucketOf(seconds: number): number {
  return Math.max(
    0,
    fineHours.findLastIndex((edge) => edge <= seconds / 3600),
  );
}

interface Counted {
  readonly bucket: number;
  readonly count: number;
}

/** Half of the durations are no longer than this, in days, give or take 2.3 %; null where there are none. */
export function medianDays(counted: readonly Counted[]): number | null {
  const total = sum(counted);
  if (total <= 0) return null;
  let before = 0;
  for (const { bucket, count } of counted.toSorted((a, b) => a.bucket - b.bucket)) {
    before += count;
    if (before >= total / 2) return middleHours(bucket) / 24;
  }
  return null;
}

function middleHours(bucket: number): number {
  const [from = 0, to = longestHours] = [fineHours[bucket], fineHours[bucket + 1]];
  return from === 0 ? to / 2 : Math.sqrt(from * to);
}

/** How many durations there are between each two coarse edges; the last has no upper one. */
export function histogram(counted: readonly Counted[]) {
  return coarseHours.map((from, at) => {
    const to = coarseHours[at + 1];
    const inside = counted.filter(({ bucket }) => {
      const edge = fineHours[bucket] ?? longestHours;
      return edge >= from && (to === undefined || edge < to);
    });
    return { from_days: from / 24, to_days: to === undefined ? null : to / 24, completions: sum(inside) };
  });
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}

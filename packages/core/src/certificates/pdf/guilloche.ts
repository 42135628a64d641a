/** Points of a curve, as they are joined by straight lines. */
export type Curve = readonly (readonly [x: number, y: number])[];

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Points of the band that a wave crosses in one period, about: an even number of them fits each side. */
const period = 21;
const pointsPerPeriod = 14;

/**
 * A band of waves along the four sides of a frame, as on a banknote: `waves` of them, each a little behind the one before,
 * swinging `amplitude` points to both sides of the frame.
 */
export function guillocheBand(
  frame: Frame,
  { waves, amplitude }: { waves: number; amplitude: number },
): Curve[] {
  const { left, top, width, height } = frame;
  const [right, bottom] = [left + width, top + height];
  const sides = [
    { from: [left, top], to: [right, top] },
    { from: [right, top], to: [right, bottom] },
    { from: [right, bottom], to: [left, bottom] },
    { from: [left, bottom], to: [left, top] },
  ] as const;
  return Array.from({ length: waves }, (_, wave) => (wave * 2 * Math.PI) / waves).flatMap((phase) =>
    sides.map(({ from, to }) => waveAlong(from, to, amplitude, phase)),
  );
}

function waveAlong(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  amplitude: number,
  phase: number,
): Curve {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const periods = 2 * Math.round(length / (2 * period));
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const steps = periods * pointsPerPeriod;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const along = (step / steps) * length;
    const off = amplitude * Math.sin((step / pointsPerPeriod) * 2 * Math.PI + phase);
    return [x1 + dx * along - dy * off, y1 + dy * along + dx * off] as const;
  });
}

/** A rosette: `turns` closed curves of `petals` petals between two radii, each turned a little further than the one before. */
export function rosette(
  [x, y]: readonly [number, number],
  { inner, outer, petals, turns }: { inner: number; outer: number; petals: number; turns: number },
): Curve[] {
  const steps = petals * 24;
  const [middle, swing] = [(inner + outer) / 2, (outer - inner) / 2];
  return Array.from({ length: turns }, (_, turn) => {
    const phase = (turn * 2 * Math.PI) / turns;
    return Array.from({ length: steps + 1 }, (_point, step) => {
      const angle = (step / steps) * 2 * Math.PI;
      const radius = middle + swing * Math.cos(petals * angle + phase);
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    });
  });
}

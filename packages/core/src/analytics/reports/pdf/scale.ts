/** A step of an axis that reads well: 1, 2 or 5 times a power of ten, at least 1. Pure. */
export function axisStep(highest: number, steps: number): number {
  const rough = Math.max(1, highest / steps);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

/** The values that an axis shows, from 0 to at least the highest. Pure. */
export function axisValues(highest: number, steps = 4): number[] {
  const step = axisStep(highest, steps);
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** Which of so many labels have room, at most `most` of them, evenly spread. Pure. */
export function shownLabels(count: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: count }, (_, at) => at).filter((at) => at % every === 0);
}

import { expect, test } from "vitest";
import { guillocheBand, rosette } from "./guilloche.ts";

test("a band stays within its amplitude of the frame's sides", () => {
  const frame = { left: 10, top: 20, width: 300, height: 200 };
  const curves = guillocheBand(frame, { waves: 5, amplitude: 6 });
  expect(curves).toHaveLength(5 * 4);
  for (const [x, y] of curves.flat()) {
    const toSide = Math.min(...[x - 10, x - 310, y - 20, y - 220].map(Math.abs));
    expect(toSide).toBeLessThanOrEqual(6);
    expect(x).toBeGreaterThanOrEqual(4);
    expect(x).toBeLessThanOrEqual(316);
  }
});

test("a rosette closes, between its two radii", () => {
  for (const curve of rosette([50, 60], { inner: 10, outer: 20, petals: 8, turns: 3 })) {
    const [first, last] = [curve[0] ?? [0, 0], curve.at(-1) ?? [1, 1]];
    expect(Math.hypot(first[0] - last[0], first[1] - last[1])).toBeLessThan(1e-9);
    for (const [x, y] of curve) {
      const radius = Math.hypot(x - 50, y - 60);
      expect(radius).toBeGreaterThanOrEqual(10 - 1e-9);
      expect(radius).toBeLessThanOrEqual(20 + 1e-9);
    }
  }
});

import { expect, test } from "vitest";
import { describe, summarise } from "./figures.ts";

test("figures are by route: how many, what failed, and the times that so many did not exceed", () => {
  const samples = Array.from({ length: 100 }, (_, n) => ({ route: "GET /b", milliseconds: 100 - n }));
  const figures = summarise([...samples, { route: "GET /a", milliseconds: 7, error: "no" }]);
  expect(figures).toEqual([
    { route: "GET /a", requests: 1, errors: ["no"], p50: 7, p95: 7, p99: 7 },
    { route: "GET /b", requests: 100, errors: [], p50: 50, p95: 95, p99: 99 },
  ]);
  expect(describe(figures).split("\n")[2]).toMatch(/^GET \/b +100 +0 +50 +95 +99$/);
});

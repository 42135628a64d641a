import { expect, test } from "vitest";
import { waitAfter } from "./login-throttle.ts";

test("a few mistakes are free, then the wait doubles up to a quarter of an hour", () => {
  expect([1, 4, 5, 6, 8, 30].map(waitAfter)).toEqual([0, 0, 1, 2, 8, 900]);
});

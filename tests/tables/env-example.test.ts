import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envExample } from "../../scripts/env-example.ts";

test(".env.example is what env() knows", () => {
  expect(readFileSync(".env.example", "utf8")).toBe(envExample());
});

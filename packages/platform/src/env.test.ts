import { afterEach, expect, test, vi } from "vitest";
import { env, envNumber } from "./env.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a missing setting fails by its name and says what it is", () => {
  vi.stubEnv("DATABASE_URL", undefined);
  expect(() => env("DATABASE_URL")).toThrow("Environment variable DATABASE_URL is missing: Postgres");
});

test("a default stands in, an empty value counts as none", () => {
  vi.stubEnv("JWT_ISSUER", "");
  expect(env("JWT_ISSUER")).toBe("smartcourse");
  vi.stubEnv("JWT_ISSUER", "somebody");
  expect(env("JWT_ISSUER")).toBe("somebody");
});

test("a number is one", () => {
  vi.stubEnv("ASSISTANT_TOP_K", "many");
  expect(() => envNumber("ASSISTANT_TOP_K")).toThrow("ASSISTANT_TOP_K must be a number");
});

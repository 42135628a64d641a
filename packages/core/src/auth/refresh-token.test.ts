import { expect, test } from "vitest";
import { hashRefreshToken, judgeRefreshToken, newRefreshToken } from "./refresh-token.ts";

const now = Date.parse("2026-01-01T00:00:20Z");
const token = { rotated_at: null, ended_at: null, expires_at: "2026-02-01T00:00:00Z", is_active: true };

test.each([
  ["a fresh token", token, "rotate"],
  ["one spent 10 s ago", { ...token, rotated_at: "2026-01-01T00:00:10Z" }, "sibling"],
  ["one spent 11 s ago", { ...token, rotated_at: "2026-01-01T00:00:09Z" }, "reused"],
  ["one of an ended session", { ...token, ended_at: "2026-01-01T00:00:00Z" }, "invalid"],
  ["one of an expired session", { ...token, expires_at: "2026-01-01T00:00:20Z" }, "invalid"],
  ["one of a user who is switched off", { ...token, is_active: false }, "invalid"],
  ["none", undefined, "invalid"],
] as const)("%s", (_, presented, verdict) => {
  expect(judgeRefreshToken(presented, now)).toBe(verdict);
});

test("a token is long, new each time, and kept as a hash", () => {
  const [a, b] = [newRefreshToken(), newRefreshToken()];
  expect(Buffer.from(a.token, "base64url")).toHaveLength(32);
  expect(a.token).not.toBe(b.token);
  expect(a.hash).toEqual(hashRefreshToken(a.token));
  expect(a.hash.toString("base64url")).not.toBe(a.token);
});

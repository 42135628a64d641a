import { expect, test } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { assertPasswordStrength } from "./password-policy.ts";

const account = { email: "ada.lovelace@example.com", username: "countess" };

test.each([
  "password123",
  "PASSWORD123",
  "qwertyuiop",
  "ada.lovelace",
  "Countess",
  "ada.lovelace@example.com",
])("refuses %s", (password) => {
  expect(() => assertPasswordStrength(password, account)).toThrow(/choose another/);
});

test("takes what is merely simple", () => {
  expect(() => assertPasswordStrength("a walk in the garden", account)).not.toThrow();
});

test("knows hundreds of common passwords, none too short to be allowed anyway", () => {
  expect(commonPasswords().size).toBeGreaterThan(500);
  expect([...commonPasswords()].every((password) => password.length >= 8)).toBe(true);
});

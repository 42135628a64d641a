import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seal, unseal } from "./seal.ts";

const before = process.env["WEBHOOK_KEY"];
beforeAll(() => {
  process.env["WEBHOOK_KEY"] = randomBytes(32).toString("base64");
});
afterAll(() => {
  if (before === undefined) delete process.env["WEBHOOK_KEY"];
  else process.env["WEBHOOK_KEY"] = before;
});

it("gives back what was sealed, and seals nothing the same way twice", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (secret) => {
      expect(unseal(seal(secret))).toBe(secret);
      expect(seal(secret)).not.toBe(seal(secret));
    }),
  );
});

it("does not open what was changed, nor what lies under another key", () => {
  const sealed = seal("whsec_of-somebody");
  const changed = sealed.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect(() => unseal(changed)).toThrow(/unable to authenticate/);
  process.env["WEBHOOK_KEY"] = randomBytes(32).toString("base64");
  expect(() => unseal(sealed)).toThrow(/unable to authenticate/);
});

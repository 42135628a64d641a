import * as fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { mailKinds } from "@smartcourse/contracts/notifications/kinds";
import { readUnsubscribeToken, unsubscribeToken } from "./unsubscribe-token.ts";

beforeEach(() => void vi.stubEnv("UNSUBSCRIBE_KEY", "a key"));

const userId = fc.integer({ min: 1, max: 2_147_483_647 });
const kind = fc.constantFrom(...mailKinds);

test("a token is for the person and the kind that it was made for", () => {
  fc.assert(
    fc.property(userId, kind, (id, name) => {
      expect(readUnsubscribeToken(unsubscribeToken(id, name))).toEqual({ userId: id, kind: name });
    }),
  );
});

test("no changed token is good: not for another person, not for another kind, not with another signature", () => {
  const token = unsubscribeToken(12, "enrolled");
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const changed = `${token.slice(0, at)}${character}${token.slice(at + 1)}`;
      const [, , signature = ""] = changed.split(".");
      const same = Buffer.from(signature, "base64url").equals(
        Buffer.from(token.split(".")[2] ?? "", "base64url"),
      );
      const read = readUnsubscribeToken(changed);
      expect(read === undefined || (same && read.userId === 12 && read.kind === "enrolled")).toBe(true);
    }),
  );
  for (const nonsense of ["", "..", "1.enrolled", "1.enrolled.", "01.enrolled.x", "1.toString.x"])
    expect(readUnsubscribeToken(nonsense)).toBeUndefined();
});

test("a token signed with another key is not good", () => {
  const token = unsubscribeToken(12, "enrolled");
  vi.stubEnv("UNSUBSCRIBE_KEY", "another key");
  expect(readUnsubscribeToken(token)).toBeUndefined();
});

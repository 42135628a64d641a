import fc from "fast-check";
import { expect, test } from "vitest";
import { DisplayName } from "./schemas.ts";

const visible = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u;

test.each([
  ["Ada  Lovelace ", "Ada Lovelace"],
  ["Zoe\u0308 Kravitz", "Zoë Kravitz"],
  ["Ειρήνη Παπαδοπούλου", "Ειρήνη Παπαδοπούλου"],
  ["محمود درويش", "محمود درويش"],
  ["毛利 蘭", "毛利 蘭"],
  ["ශ්\u200dරී ලංකා", "ශ්\u200dරී ලංකා"],
])("%s is a name, kept as %s", (typed, kept) => {
  expect(DisplayName.parse(typed)).toBe(kept);
});

test.each([
  ["nothing", "   "],
  ["no letter", "12 34"],
  ["an override of direction", "Ada\u202eecalevoL"],
  ["an invisible character", "Ada\u200bLovelace"],
  ["more than fits", "a".repeat(101)],
])("%s is none", (_, typed) => {
  expect(DisplayName.safeParse(typed).success).toBe(false);
});

test("whatever is taken is one visible line, and is taken again as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (typed) => {
      const { success, data } = DisplayName.safeParse(`A${typed}`);
      if (!success) return;
      expect(data).toMatch(visible);
      expect(DisplayName.parse(data)).toBe(data);
    }),
  );
});

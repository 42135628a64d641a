import fc from "fast-check";
import { expect, test } from "vitest";
import { lineSplitter } from "./lines.ts";

test("Given text in chunks cut anywhere, even inside a character, gives its lines", () => {
  const line = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 7 }), (lines, size) => {
      const seen: string[] = [];
      const take = lineSplitter((text) => seen.push(text));
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
      for (let from = 0; from < bytes.length; from += size) take(bytes.subarray(from, from + size));
      expect(seen).toEqual(lines.map((text) => Buffer.from(text).toString()));
    }),
  );
});

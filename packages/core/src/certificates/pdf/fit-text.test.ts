import fc from "fast-check";
import { expect, test } from "vitest";
import { breakLines, fitText } from "./fit-text.ts";

/** Wide capitals, narrow dots: in ems. */
const measure = (text: string) =>
  [...text.matchAll(/./gu)].reduce((sum, [character]) => sum + (character === "W" ? 1 : 0.4), 0);
const box = { width: 640, height: 60, largest: 38, leading: 1.15 };
const words = fc.array(
  fc.string({ unit: fc.constantFrom("W", "i", "ë", "字"), minLength: 1, maxLength: 60 }),
  {
    minLength: 1,
    maxLength: 30,
  },
);
const typed = words.map((parts) => parts.join(" ").slice(0, 255).trim());

test("no text sticks out of its box, at any length that a name or a title can have", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { size, lines } = fitText(text, box, measure);
      expect(lines.length * size * box.leading).toBeLessThanOrEqual(box.height);
      for (const line of lines) expect(measure(line) * size).toBeLessThanOrEqual(box.width + 1e-9);
      expect(size).toBeGreaterThanOrEqual(6);
      expect(size).toBeLessThanOrEqual(box.largest);
    }),
  );
});

test("nothing of it is lost, and nothing is added but line ends", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const bare = (of: string) => of.replaceAll(" ", "");
      expect(bare(fitText(text, box, measure).lines.join(""))).toBe(bare(text));
    }),
  );
});

test("half a point more would not fit", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { size } = fitText(text, box, measure);
      fc.pre(size < box.largest);
      const lines = breakLines(text, box.width / (size + 0.5), measure);
      expect(lines.length * (size + 0.5) * box.leading).toBeGreaterThan(box.height);
    }),
  );
});

test("a short text stands on one line, at the largest size", () => {
  expect(fitText("Ada Lovelace", box, measure)).toEqual({ size: 38, lines: ["Ada Lovelace"] });
});

test("two lines are about equally long", () => {
  const text = "one two three four five six seven";
  expect(fitText(text, { ...box, width: 190, height: 1000, largest: 20 }, measure).lines).toEqual([
    "one two three four",
    "five six seven",
  ]);
});

test("a word that no line holds is divided between characters, never within one", () => {
  const accent = "\u0301";
  expect(breakLines(`WWWW${accent}WW`, 2.4, measure)).toEqual(["WW", `WW${accent}`, "WW"]);
});

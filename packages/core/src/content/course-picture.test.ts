import { expect, it } from "vitest";
import { asMarkup, hueOf, pictureBackground } from "./course-picture.ts";

it("gives courses that follow each other colours that are far apart, and each always the same", () => {
  const apart = Array.from({ length: 50 }, (_, id) => {
    const distance = Math.abs(hueOf(id + 1) - hueOf(id));
    return Math.min(distance, 360 - distance);
  });
  expect(Math.min(...apart)).toBeGreaterThan(100);
  expect(pictureBackground(7)).toBe(pictureBackground(7));
  expect(pictureBackground(7)).not.toBe(pictureBackground(8));
});

it("takes a title as it is written", () => {
  expect(asMarkup("C++ <script> & more")).toBe(
    '<span foreground="white">C++ &lt;script&gt; &amp; more</span>',
  );
});

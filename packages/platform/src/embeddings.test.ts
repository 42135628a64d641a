import fc from "fast-check";
import { expect, it } from "vitest";
import { batchTexts } from "./embeddings.ts";

it("cuts a list into batches that keep order and limits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 })),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 60 }),
      (texts, inputs, bytes) => {
        const batches = batchTexts(texts, { inputs, bytes });
        expect(batches.flat()).toEqual(texts);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(inputs);
          expect(batch.length === 1 || Buffer.byteLength(batch.join("")) <= bytes).toBe(true);
        }
      },
    ),
  );
});

it("opens a new batch only where the last one is full", () => {
  expect(batchTexts(["aa", "bb", "cc"], { inputs: 10, bytes: 4 })).toEqual([["aa", "bb"], ["cc"]]);
  expect(batchTexts(["aaaaaa", "b"], { inputs: 10, bytes: 4 })).toEqual([["aaaaaa"], ["b"]]);
});

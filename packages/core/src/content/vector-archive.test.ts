import { beforeAll, expect, it } from "vitest";
import { packVectors, unpackVectors, vectorsKey } from "./vector-archive.ts";

beforeAll(() => {
  process.env["EMBEDDING_MODEL"] = "some/model:1";
});

it("gives vectors back as it took them, to the precision of 32 bits", () => {
  const vectors = [0, 1].map((row) =>
    Array.from({ length: 1536 }, (_, index) => Math.fround(row + index / 7)),
  );
  const bytes = packVectors(vectors);
  expect(bytes.byteLength).toBe(2 * 1536 * 4);
  // As S3 hands it out: a view that begins anywhere.
  const shifted = new Uint8Array(bytes.byteLength + 1);
  shifted.set(bytes, 1);
  expect(unpackVectors(shifted.subarray(1))).toEqual(vectors);
});

it("keeps vectors by course, by model and by text, with no two lists of texts alike", () => {
  expect(vectorsKey(7, ["a"])).toMatch(/^vectors\/7\/some_model_1\/[0-9a-f]{64}\.f32$/);
  const keys = [["a", "b"], ["ab"], ["a", "", "b"], ["b", "a"]].map((digests) => vectorsKey(7, digests));
  expect(new Set([...keys, vectorsKey(8, ["a", "b"])]).size).toBe(keys.length + 1);
});

import { expect, it } from "vitest";
import type { StoredChunk } from "./chunk-archive.ts";
import { type PlacedMaterial, passageId, passagePoint } from "./passage-points.ts";
import { embeddedText, inParts } from "./passage-text.ts";

const material: PlacedMaterial = {
  course_id: 7,
  material_id: 42,
  module_id: 3,
  lesson_id: null,
  place: { course: "Bees", section: "The hive" },
};
const chunk: StoredChunk = {
  index: 4,
  text: "Bees dance.",
  page: 2,
  page_end: 2,
  start_seconds: null,
  end_seconds: null,
  heading_path: ["Life", "Dance"],
  start: 0,
  end: 11,
};

it("embeds a passage under the way that leads to it", () => {
  expect(embeddedText(chunk, material.place)).toBe("Bees > The hive > Life > Dance\n\nBees dance.");
});

it("makes a point that carries what a source shows, in one version", () => {
  const { id, payload, vector } = passagePoint(material, chunk, [1, 0], 5);
  expect(id).toBe(passageId(material, chunk));
  expect(payload).toEqual({
    course_id: 7,
    versions: [5],
    module_id: 3,
    lesson_id: null,
    material_id: 42,
    chunk_index: 4,
    page: 2,
    start_seconds: null,
    end_seconds: null,
    text: "Bees dance.",
    heading: "Life > Dance",
  });
  expect(vector.dense).toEqual([1, 0]);
  expect(vector.lexical.indices).toHaveLength(3);
});

it("gives the same passage the same id, and another one as soon as anything in it differs", () => {
  const ids = [
    passageId(material, chunk),
    passageId({ ...material, course_id: 8 }, chunk),
    passageId({ ...material, material_id: 43 }, chunk),
    passageId({ ...material, module_id: null }, chunk),
    passageId({ ...material, lesson_id: 1 }, chunk),
    passageId({ ...material, place: { course: "Bees", section: "The comb" } }, chunk),
    passageId(material, { ...chunk, index: 5 }),
    passageId(material, { ...chunk, page: 3 }),
    passageId(material, { ...chunk, text: "Bees dance!" }),
    passageId(material, { ...chunk, start_seconds: 1, end_seconds: 2 }),
    passageId(material, { ...chunk, start_seconds: 1, end_seconds: 3 }),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(passageId({ ...material }, { ...chunk })).toBe(ids[0]);
});

it("cuts into parts of a size", () => {
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inParts([], 2)).toEqual([]);
});

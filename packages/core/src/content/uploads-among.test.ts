import { expect, it } from "vitest";
import { uploadsAmong } from "./uploads-among.ts";

it("reads the material out of the key", () => {
  const object = { key: "uploads/7/42/Bees and café.pdf", size_bytes: 5 };
  expect(uploadsAmong([object])).toEqual([{ material_id: 42, ...object }]);
});

it("finds none in objects that are no uploads", () => {
  const keys = ["extracted/abc/1-pdf.json", "uploads/7/x/y"];
  expect(uploadsAmong(keys.map((key) => ({ key, size_bytes: 5 })))).toEqual([]);
});

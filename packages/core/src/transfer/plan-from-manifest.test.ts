import { expect, it } from "vitest";
import { DomainError } from "@smartcourse/contracts/errors";
import { planFromManifest } from "./plan-from-manifest.ts";

const material = {
  path: "materials/001-notes.md",
  title: "Notes",
  filename: "notes.md",
  content_type: "text/markdown",
  size_bytes: 7,
  sha256: "a".repeat(64),
  module: 1,
  lesson: 1,
};
const good = {
  format: "smartcourse.course",
  schema_version: 1,
  course: { title: "Bees" },
  modules: [{ title: "The hive", lessons: [{ title: "Frames", type: "reading" }] }],
  materials: [material],
};
const files = new Map([
  ["manifest.json", 1],
  [material.path, 7],
]);
const errorsOf = (manifest: unknown, given: ReadonlyMap<string, number> = files) => {
  try {
    planFromManifest(typeof manifest === "string" ? manifest : JSON.stringify(manifest), given, "");
  } catch (error) {
    if (error instanceof DomainError)
      return error.details.errors?.map(({ field, message }) => `${field}: ${message}`);
    throw error;
  }
  return [];
};

it("reads a manifest with little in it, below a folder too, and says which files it does not name", () => {
  const given = new Map(
    [...files, ["extra.txt", 3]].map(([path, size]) => [`bees/${path}`, Number(size)] as const),
  );
  expect(planFromManifest(JSON.stringify(good), given, "bees/")).toMatchObject({
    course: { title: "Bees", tags: [], prerequisites: [], capacity: null },
    materials: [{ path: "bees/materials/001-notes.md", module: 1, lesson: 1 }],
    left_out: [{ subject: "bees/extra.txt" }],
  });
});

it.each([
  ["no JSON", "{", ["manifest.json: is not valid JSON"]],
  ["other JSON", { name: "x" }, [/format: must be "smartcourse.course"/, /schema_version/]],
  ["a newer version", { ...good, schema_version: 2 }, [/schema_version: is 2; this platform reads 1/]],
  [
    "a field too many",
    { ...good, course: { title: "Bees", titel: "x" } },
    ["manifest.json: course.titel: is not a known field"],
  ],
  [
    "wrong fields, all of them",
    {
      ...good,
      course: { title: "" },
      modules: [{ title: "The hive", lessons: [{ title: "F", type: "game" }] }],
    },
    [/course\.title: must not be empty/, /modules\.0\.lessons\.0\.type/],
  ],
  [
    "no such module",
    { ...good, materials: [{ ...material, module: 2 }] },
    [/materials\.0\.module: there is no module 2/],
  ],
  [
    "no such lesson",
    { ...good, materials: [{ ...material, lesson: 2 }] },
    [/materials\.0\.lesson: module 1 has no lesson 2/],
  ],
  [
    "no such file",
    { ...good, materials: [{ ...material, path: "x" }] },
    [/materials\.0\.path: there is no such file/],
  ],
  [
    "another size",
    { ...good, materials: [{ ...material, size_bytes: 8 }] },
    [/materials\.0\.size_bytes: the file has 7 bytes, not 8/],
  ],
  [
    "a size that no text has",
    { ...good, materials: [{ ...material, size_bytes: 2 ** 40 }] },
    [/materials\.0\.size_bytes: must be at most/],
  ],
  [
    "a type that cannot be uploaded",
    { ...good, materials: [{ ...material, content_type: "text/x-sh" }] },
    [/materials\.0\.content_type: must be one of/],
  ],
  [
    "a thumbnail that is no picture",
    { ...good, thumbnail: material.path },
    [/thumbnail: must be the path of a material that is an image/],
  ],
])("refuses %s", (_, manifest, expected) => {
  const errors = errorsOf(manifest);
  expect(errors).toHaveLength(expected.length);
  for (const [index, text] of expected.entries()) expect(errors?.[index]).toMatch(text);
});

import { describe, expect, it } from "vitest";
import type { Module } from "@smartcourse/contracts/courses/schemas";
import { type MaterialState, inOneText, materialsOf, reasonsAgainst } from "./publishability.ts";

const lesson = {
  id: 3,
  title: "L",
  order: 1,
  type: "reading" as const,
  content_url: null,
  duration_minutes: null,
  due_at: null,
};
const modules: Module[] = [{ id: 2, title: "M", description: null, order: 1, lessons: [lesson] }];

function material(change: Partial<MaterialState> = {}): MaterialState {
  return {
    id: 1,
    title: "Notes",
    module_id: null,
    lesson_id: null,
    status: "ready",
    reason: null,
    ...change,
  };
}

describe("materialsOf", () => {
  it.each([
    ["of the course itself", material(), true],
    ["of a module", material({ module_id: 2 }), true],
    ["of a lesson", material({ module_id: 2, lesson_id: 3 }), true],
    ["of a module that is gone", material({ module_id: 9 }), false],
    ["of a lesson that is gone", material({ module_id: 2, lesson_id: 9 }), false],
  ])("knows a material %s", (_, subject, kept) => {
    expect(materialsOf(modules, [subject])).toHaveLength(kept ? 1 : 0);
  });
});

describe("reasonsAgainst", () => {
  it("finds none where there is a module and everything is ready or being read", () => {
    expect(reasonsAgainst(modules, [material(), material({ status: "processing" })])).toEqual([]);
    expect(reasonsAgainst(modules, [])).toEqual([]);
  });

  it("names all of them at once, each with its field", () => {
    const reasons = reasonsAgainst(
      [],
      [
        material({ id: 5, title: "Late", status: "awaiting_upload" }),
        material({ id: 6, title: "Bad", status: "failed", reason: "It is locked." }),
      ],
    );
    expect(reasons.map(({ field, code }) => `${field} ${code}`)).toEqual([
      "modules course.no_module",
      "materials.5 material.awaiting_upload",
      "materials.6 material.failed",
    ]);
    expect(inOneText(reasons)).toBe(
      'The course has no module: add one · "Late" has not been uploaded yet: upload its file · "Bad" cannot be used: It is locked.',
    );
  });

  it("does not ask for what no module has any more: deleting a module is a way out", () => {
    expect(reasonsAgainst(modules, [material({ status: "failed", module_id: 9 })])).toEqual([]);
  });
});

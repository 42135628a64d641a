import { DomainError } from "@smartcourse/contracts/errors";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, assertAllDone, completionPercentage, missingModules } from "./progress.ts";

function failure(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error("did not fail");
}

/** A version's modules, and two reports of some of them. */
const reports = fc
  .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 30 })
  .chain((module_ids) => {
    const report = fc.array(fc.constantFrom(...module_ids), { maxLength: 40 });
    return fc.record({ module_ids: fc.constant(module_ids), first: report, second: report });
  });

describe("progress", () => {
  it("adds what is reported, once, with how far each module brought her", () => {
    const step = advance({ completed_modules: [11], module_ids: [11, 12, 13] }, [13, 11, 13]);
    expect(step).toEqual({
      completed_modules: [11, 13],
      completion_percentage: 66.67,
      steps: [
        { module_id: 13, next_module_id: 12, completed_modules: [11, 13], completion_percentage: 66.67 },
      ],
    });
  });

  it("refuses modules of other versions, naming each", () => {
    const error = failure(() => advance({ completed_modules: [], module_ids: [1, 2] }, [1, 3, 2, 4]));
    expect(error.code).toBe("module.not_found");
    expect(error.details.errors?.map(({ field }) => field)).toEqual([
      "completed_modules.1",
      "completed_modules.3",
    ]);
  });

  it("does not count modules that the version has not", () => {
    expect(completionPercentage({ completed_modules: [1, 8, 9], module_ids: [1, 2] })).toBe(50);
    expect(completionPercentage({ completed_modules: [1], module_ids: [] })).toBe(0);
  });

  it("never goes back, never over 100, and is 100 just when nothing is left", () => {
    fc.assert(
      fc.property(reports, ({ module_ids, first, second }) => {
        const once = advance({ completed_modules: [], module_ids }, first);
        const twice = advance({ ...once, module_ids }, second);
        const percentages = [0, ...once.steps, ...twice.steps].map((step) =>
          typeof step === "number" ? step : step.completion_percentage,
        );
        expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
        expect(twice.completed_modules).toEqual(expect.arrayContaining(once.completed_modules));
        expect(twice.completion_percentage).toBeLessThanOrEqual(100);
        const left = missingModules({ ...twice, module_ids });
        expect(twice.completion_percentage === 100).toBe(left.length === 0);
      }),
    );
  });

  it("is the same whichever report comes first, and however often", () => {
    fc.assert(
      fc.property(reports, ({ module_ids, first, second }) => {
        const play = (...all: number[][]) =>
          all.reduce<number[]>(
            (completed_modules, report) =>
              advance({ completed_modules, module_ids }, report).completed_modules,
            [],
          );
        const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b);
        expect(sorted(play(first, second))).toEqual(sorted(play(second, first, second)));
      }),
    );
  });

  it("stays below 100 while one of very many is left", () => {
    const module_ids = Array.from({ length: 30_000 }, (_, index) => index + 1);
    expect(completionPercentage({ completed_modules: module_ids.slice(1), module_ids })).toBe(99.99);
  });

  it("lets a student complete only when nothing is left, and says what is, in the course's order", () => {
    expect(() => assertAllDone({ completed_modules: [2, 1], module_ids: [1, 2] })).not.toThrow();
    const error = failure(() => assertAllDone({ completed_modules: [2], module_ids: [5, 2, 4] }));
    expect(error.code).toBe("enrollment.incomplete");
    expect(error.details.extensions).toEqual({ missing_modules: [5, 4] });
  });
});

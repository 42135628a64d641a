import { DomainError } from "@smartcourse/contracts/errors";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertContent } from "./assert-content.ts";
import { assertCompletable } from "./completion.ts";
import { advance, carryOver, placeIn, reopen } from "./progress.ts";
import { type Coverage, Tally } from "./tally.ts";

function failure(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error("did not fail");
}

const nothing = { completed_modules: [], completed_lessons: [] };

/** A version: its modules, each with its lessons. */
function version(modules: Record<number, number[]>): Pick<Coverage, "module_ids" | "lessons"> {
  const ids = Object.keys(modules).map(Number);
  return { module_ids: ids, lessons: ids.map((id) => ({ module_id: id, lesson_ids: modules[id] ?? [] })) };
}
const plain = (...module_ids: number[]) => ({ module_ids, lessons: null });
const begun = version({ 1: [11, 12], 2: [21], 3: [] });

/** Modules with up to four lessons each: ids of lessons are ten times those of modules, and more. */
const course = fc
  .array(fc.nat(4), { minLength: 1, maxLength: 8 })
  .map((counts) =>
    version(
      Object.fromEntries(
        counts.map((count, index) => [
          index + 1,
          Array.from({ length: count }, (_, lesson) => 10 * (index + 1) + lesson),
        ]),
      ),
    ),
  );
const idsOf = ({ module_ids, lessons }: ReturnType<typeof version>) => ({
  modules: [...module_ids],
  lessons: (lessons ?? []).flatMap(({ lesson_ids }) => lesson_ids),
});
/** A course, and what is said of it, one after the other. */
const history = course.chain((content) => {
  const { modules, lessons } = idsOf(content);
  const some = (ids: number[]) => (ids.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...ids)));
  const report = fc.record({ completed_modules: some(modules), completed_lessons: some(lessons) });
  return fc.record({ content: fc.constant(content), reports: fc.array(report, { maxLength: 6 }) });
});

function play(content: ReturnType<typeof version>, reports: readonly object[]): Coverage {
  return reports.reduce<Coverage>((coverage, report) => ({ ...content, ...advance(coverage, report) }), {
    ...content,
    ...nothing,
  });
}
const sorted = ({ completed_modules, completed_lessons }: Coverage) => ({
  modules: [...completed_modules].toSorted((a, b) => a - b),
  lessons: [...completed_lessons].toSorted((a, b) => a - b),
});

describe("progress", () => {
  it("adds what is reported, once, with how far each module brought her", () => {
    const coverage = { ...plain(11, 12, 13), ...nothing, completed_modules: [11] };
    expect(advance(coverage, { completed_modules: [13, 11, 13] })).toMatchObject({
      completed_modules: [11, 13],
      completion_percentage: 66.67,
      steps: [
        { module_id: 13, next_module_id: 12, completed_modules: [11, 13], completion_percentage: 66.67 },
      ],
    });
  });

  it("counts a lesson as its share of its module, which is done with the last of them", () => {
    const { steps } = advance({ ...begun, ...nothing }, { completed_lessons: [11, 21, 12] });
    expect(steps).toMatchObject([
      { lesson_id: 11, module_id: null, completion_percentage: 16.67, completed_modules: [] },
      { lesson_id: 21, module_id: 2, completion_percentage: 50, next_module_id: 1 },
      { lesson_id: 12, module_id: 1, completion_percentage: 66.67, next_module_id: 3 },
    ]);
  });

  it("marks the lessons of a module that is marked", () => {
    const done = advance({ ...begun, ...nothing }, { completed_modules: [1], completed_lessons: [12] });
    expect(done).toMatchObject({ completed_lessons: [11, 12], completion_percentage: 33.33 });
    expect(done.steps).toHaveLength(1);
  });

  it("takes back what she asks for, and what rests on it", () => {
    const all = { ...begun, ...advance({ ...begun, ...nothing }, { completed_modules: [1, 2, 3] }) };
    expect(reopen(all, { reopened_lessons: [12] })).toMatchObject({
      completed_modules: [2, 3],
      completed_lessons: [11, 21],
      completion_percentage: 83.33,
      steps: [{ module_id: null, next_module_id: 1 }],
    });
    expect(reopen(all, { reopened_modules: [1] })).toMatchObject({ completion_percentage: 66.67 });
    const again = { ...all, ...reopen(all, { reopened_modules: [1] }) };
    expect(reopen(again, { reopened_modules: [1], reopened_lessons: [11] }).steps).toEqual([]);
  });

  it("refuses what the version has not, naming each", () => {
    const refused = (said: object, content: Parameters<typeof version>[0] | null = { 1: [11], 2: [] }) => {
      const coverage = { ...(content === null ? plain(1, 2) : version(content)), ...nothing };
      const { code, details, message } = failure(() => assertContent(coverage, said, 5));
      return { code, message, fields: details.errors?.map(({ field }) => field) };
    };
    expect(refused({ completed_modules: [1, 3], reopened_modules: [4] })).toMatchObject({
      code: "module.not_found",
      fields: ["completed_modules.1", "reopened_modules.0"],
    });
    expect(refused({ completed_lessons: [11, 12] })).toMatchObject({
      code: "lesson.not_found",
      fields: ["completed_lessons.1"],
    });
    const place = { module_id: 2, lesson_id: 11, position_seconds: 0 };
    expect(refused({ last_place: place })).toMatchObject({ fields: ["last_place.lesson_id"] });
    expect(refused({ completed_lessons: [11] }, null).message).toMatch(/before lessons were counted/);
  });

  it("never goes back, never over 100, and is 100 just when nothing is left", () => {
    fc.assert(
      fc.property(history, ({ content, reports }) => {
        let coverage: Coverage = { ...content, ...nothing };
        let before = 0;
        for (const report of reports) {
          const { steps, ...position } = advance(coverage, report);
          for (const { completion_percentage } of [...steps, position]) {
            expect(completion_percentage).toBeGreaterThanOrEqual(before);
            expect(completion_percentage).toBeLessThanOrEqual(100);
            before = completion_percentage;
          }
          expect(position.completed_modules).toEqual(expect.arrayContaining([...coverage.completed_modules]));
          coverage = { ...content, ...position };
        }
        expect(before === 100).toBe(new Tally(coverage).missingModules.length === 0);
      }),
    );
  });

  it("is the same whichever report comes first, and however often", () => {
    fc.assert(
      fc.property(history, ({ content, reports }) => {
        const once = play(content, reports);
        expect(sorted(play(content, [...reports].toReversed()))).toEqual(sorted(once));
        expect(sorted(play(content, [...reports, ...reports]))).toEqual(sorted(once));
      }),
    );
  });

  it("has a module done just when its lessons are", () => {
    fc.assert(
      fc.property(history, ({ content, reports }) => {
        const coverage = play(content, reports);
        for (const { module_id, lesson_ids } of content.lessons ?? []) {
          if (lesson_ids.length === 0) continue;
          const areDone = lesson_ids.every((id) => coverage.completed_lessons.includes(id));
          expect(coverage.completed_modules.includes(module_id)).toBe(areDone);
        }
      }),
    );
  });

  it("stays below 100 while one of very many is left", () => {
    const module_ids = Array.from({ length: 30_000 }, (_, index) => index + 1);
    const coverage = { ...plain(...module_ids), ...nothing, completed_modules: module_ids.slice(1) };
    expect(new Tally(coverage).position.completion_percentage).toBe(99.99);
  });
});

describe("moving to another version", () => {
  it("keeps the lessons that are there, and the modules of which nothing is new", () => {
    const before = { ...version({ 1: [11, 12], 2: [21], 4: [] }), ...nothing };
    const done = { ...before, ...advance(before, { completed_modules: [1, 2, 4] }) };
    const next = version({ 2: [21, 22], 1: [12], 3: [31], 4: [] });
    expect(carryOver(done, next)).toEqual({
      completed_modules: [1, 4],
      completed_lessons: [12, 21],
      completion_percentage: 62.5,
      next_module_id: 2,
    });
  });

  it("keeps what is unchanged whole, whatever was done", () => {
    fc.assert(
      fc.property(history, ({ content, reports }) => {
        const coverage = play(content, reports);
        expect(sorted({ ...content, ...carryOver(coverage, content) })).toEqual(sorted(coverage));
      }),
    );
  });

  it("keeps modules that were done before lessons were counted, with the lessons they have now", () => {
    const before = { ...plain(1, 2), ...nothing, completed_modules: [2] };
    expect(carryOver(before, version({ 1: [11], 2: [21, 22] }))).toMatchObject({
      completed_modules: [2],
      completed_lessons: [21, 22],
      completion_percentage: 50,
    });
  });

  it("has her read on where she was, as far as that is still there", () => {
    const place = { module_id: 1, lesson_id: 11, position_seconds: 90 };
    expect(placeIn(version({ 1: [11] }), place)).toEqual(place);
    expect(placeIn(version({ 1: [12] }), place)).toEqual({ ...place, lesson_id: null, position_seconds: 0 });
    expect(placeIn(version({ 2: [11] }), place)).toBeNull();
    expect(placeIn(version({ 1: [11] }), null)).toBeNull();
  });
});

describe("completing", () => {
  const half = { ...plain(5, 2, 4, 7), ...nothing, completed_modules: [2, 7] };

  it("needs every module, and says what is left in the course's order", () => {
    const rule = { kind: "all_modules" } as const;
    const error = failure(() => assertCompletable(9, { ...half, completion_rule: rule }));
    expect(error.code).toBe("enrollment.incomplete");
    expect(error.details.extensions).toEqual({
      missing_modules: [5, 4],
      completion_percentage: 50,
      needed_percentage: 100,
      next: { method: "PUT", path: "/enrollments/9/progress" },
    });
    const all = { ...half, completed_modules: [2, 7, 5, 4], completion_rule: rule };
    expect(() => assertCompletable(9, all)).not.toThrow();
  });

  it("or a percentage, from exactly there on", () => {
    const by = (threshold: number) => () =>
      assertCompletable(9, { ...half, completion_rule: { kind: "percentage", threshold } });
    expect(by(50)).not.toThrow();
    expect(failure(by(50.5)).details.extensions).toMatchObject({ needed_percentage: 50.5 });
  });
});

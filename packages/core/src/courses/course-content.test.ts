import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Content,
  addLesson,
  addModule,
  deleteLesson,
  deleteModule,
  updateLesson,
  updateModule,
} from "./course-content.ts";

const lesson = {
  title: "L",
  type: "video",
  content_url: null,
  duration_minutes: null,
  due_at: null,
} as const;

/** Any edit of any content, as a person could make it. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    lessons: fc.nat(3),
    position: fc.option(fc.nat(8), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("move" as const), at: fc.nat(8), position: fc.nat(8) }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat(8) }),
  fc.record({
    kind: fc.constant("lesson" as const),
    at: fc.nat(8),
    position: fc.option(fc.nat(4), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("unlesson" as const), at: fc.nat(8) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function apply(content: Content, change: Step): Content {
  if (change.kind === "add") {
    const lessons = Array.from({ length: change.lessons }, () => lesson);
    return addModule({ title: "M", description: null, lessons, position: change.position })(content);
  }
  const module = content.modules[change.at];
  if (module === undefined) return content;
  if (change.kind === "move") return updateModule(module.id, { position: change.position })(content);
  if (change.kind === "delete") return deleteModule(module.id)(content);
  if (change.kind === "lesson")
    return addLesson(module.id, { ...lesson, position: change.position })(content);
  const first = module.lessons[0];
  return first === undefined ? content : deleteLesson(module.id, first.id)(content);
}

test("after any edits, order counts from 1 without a gap and no id was ever given twice", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const given = new Set<number>();
      let content: Content = { modules: [], nextId: 1 };
      for (const change of steps) {
        const before = new Set(
          content.modules.flatMap(({ id, lessons }) => [id, ...lessons.map((one) => one.id)]),
        );
        content = apply(content, change);
        expect(content.modules.map(({ order }) => order)).toEqual(
          content.modules.map((_, index) => index + 1),
        );
        for (const { id, lessons } of content.modules) {
          expect(lessons.map(({ order }) => order)).toEqual(lessons.map((_, index) => index + 1));
          for (const one of [id, ...lessons.map((inner) => inner.id)]) {
            if (!before.has(one)) expect(given.has(one)).toBe(false);
            given.add(one);
            expect(one).toBeLessThan(content.nextId);
          }
        }
      }
    }),
  );
});

test("a change touches what it names and answers with it", () => {
  const start = addModule({ title: "M", description: null, lessons: [lesson, lesson] })({
    modules: [],
    nextId: 1,
  });
  const edited = updateLesson(1, 3, { title: "New", position: 0 })(start);
  expect(edited.result).toMatchObject({ id: 3, title: "New", order: 1, type: "video" });
  expect(edited.modules[0]?.lessons.map(({ id }) => id)).toEqual([3, 2]);
});

test.each([
  ["a module", () => deleteModule(9)],
  ["a module of a lesson", () => addLesson(9, { ...lesson })],
  ["a lesson", () => deleteLesson(1, 9)],
])("%s that is not there is said to be missing", (_, edit) => {
  const content = addModule({ title: "M", description: null, lessons: [] })({ modules: [], nextId: 1 });
  expect(() => edit()(content)).toThrow(/There is no/);
});

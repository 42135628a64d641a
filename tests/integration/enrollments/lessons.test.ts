import type { UpdateLessonBody } from "@smartcourse/contracts/courses/schemas";
import { freezeVersion } from "@smartcourse/core/courses/freeze-version";
import { switchVersion } from "@smartcourse/core/courses/publishing-store";
import { closeMongo } from "@smartcourse/platform/mongo";
import { postgres } from "@smartcourse/platform/postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { handler as addLesson } from "../../../functions/courses/add-lesson.ts";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as deleteLesson } from "../../../functions/courses/delete-lesson.ts";
import { handler as getEnrollment } from "../../../functions/enrollments/get-enrollment.ts";
import { handler as getProgress } from "../../../functions/enrollments/get-progress.ts";
import { handler as moveEnrollment } from "../../../functions/enrollments/move-enrollment.ts";
import { handler as updateProgress } from "../../../functions/enrollments/update-progress.ts";
import { call } from "../../support/call.ts";
import { type Person, enrolBy, enrollmentRow, eventsOf, person } from "./fixtures.ts";
import { finish, leave } from "./student-actions.ts";
import { changeCourse } from "./waiting.ts";

interface Module {
  readonly id: number;
  readonly lessons: { readonly id: number }[];
}

let instructor: Person;
let student: Person;
let course: number;
let first: Module;
let second: Module;
let id: number;

beforeEach(async () => {
  [instructor, student] = [await person("instructor"), await person("student")];
  const made = await call(createCourse, { token: instructor.token, body: { title: "Knots" } });
  course = made.body.id;
  first = await makeModule("Loops", ["Bowline", "Figure eight"]);
  second = await makeModule("Bends", ["Sheet bend"]);
  await publish(1);
  ({ id } = (await enrolBy(student, course)).body);
});
afterAll(() => closeMongo());

async function makeModule(title: string, lessons: string[]): Promise<Module> {
  const body = { title, lessons: lessons.map((name) => ({ title: name, type: "reading" })) };
  return (await call(addModule, { token: instructor.token, params: { id: course }, body })).body;
}

/** What the publishing saga does to the stores, without an index. */
async function publish(version: number): Promise<void> {
  await freezeVersion(postgres(), { course_id: course, version });
  await postgres()
    .transaction()
    .execute((tx) => switchVersion(tx, course, version));
}

const say = (body: object) =>
  call(updateProgress, { method: "PUT", token: student.token, params: { id }, body });
const lesson = (module: Module, index: number) => module.lessons[index]?.id ?? 0;

describe("lessons", () => {
  it("add up to their modules, and are told with them", async () => {
    const begun = await say({ completed_lessons: [lesson(first, 0)] });
    expect(begun.body).toMatchObject({
      completed_modules: [],
      completed_lessons: [lesson(first, 0)],
      completion_percentage: 25,
      is_completable: false,
      completion_rule: { kind: "all_modules" },
    });
    const done = await say({ completed_lessons: [lesson(first, 1)], completed_modules: [second.id] });
    expect(done.body).toMatchObject({
      completed_modules: [second.id, first.id],
      completion_percentage: 100,
      is_completable: true,
    });
    expect((await eventsOf(id)).map(({ data }) => data)).toMatchObject([
      { module_id: null, lesson_id: lesson(first, 0), completion_percentage: 25 },
      { module_id: second.id, completion_percentage: 75, next_module_id: first.id },
      { module_id: first.id, lesson_id: lesson(first, 1), completion_percentage: 100, next_module_id: null },
    ]);
  });

  it("lose nothing when all are reported at once, and change nothing when they are reported again", async () => {
    const all = [...first.lessons, ...second.lessons].map((one) => one.id);
    await Promise.all(all.map((one) => say({ completed_lessons: [one] })));
    const before = await enrollmentRow(id);
    expect((await say({ completed_lessons: all })).body).toMatchObject({ completion_percentage: 100 });
    expect(await enrollmentRow(id)).toEqual(before);
  });

  it("are taken back only when she asks, and not after she has completed", async () => {
    await say({ completed_modules: [first.id, second.id] });
    const less = await say({ reopened_lessons: [lesson(first, 1)] });
    expect(less.body).toMatchObject({ completed_modules: [second.id], completion_percentage: 75 });
    expect((await eventsOf(id)).at(-1)?.data).toMatchObject({ module_id: null, completion_percentage: 75 });
    await say({ completed_modules: [first.id] });
    await finish(student, id);
    expect(await say({ reopened_modules: [first.id] })).toMatchObject({
      status: 409,
      body: { code: "enrollment.not_active", enrollment_status: "completed" },
    });
  });

  it("are refused by name where the version has none such, with nothing done", async () => {
    expect(await say({ completed_lessons: [lesson(first, 0), 999] })).toMatchObject({
      status: 404,
      body: {
        code: "lesson.not_found",
        errors: [{ field: "completed_lessons.1" }],
        next: { method: "GET", path: `/courses/${course}/modules` },
      },
    });
    expect(await say({})).toMatchObject({ status: 400 });
    const { body } = await call(getProgress, { token: student.token, params: { id } });
    expect(body).toMatchObject({ completed_lessons: [], completion_percentage: 0 });
  });
});

describe("the place where she reads on", () => {
  it("is kept until she comes back, and begins anew with the next attempt", async () => {
    const last_place = { module_id: first.id, lesson_id: lesson(first, 1), position_seconds: 93.5 };
    expect((await say({ last_place })).body).toMatchObject({ last_place, completion_percentage: 0 });
    await say({ completed_lessons: [lesson(first, 0)] });
    const { body } = await call(getProgress, { token: student.token, params: { id } });
    expect(body).toMatchObject({ last_place });
    await leave(student, id);
    await enrolBy(student, course);
    const again = await call(getProgress, { token: student.token, params: { id } });
    expect(again.body).toMatchObject({ last_place: null, completed_lessons: [], completion_percentage: 0 });
  });

  it("is one of the version that she reads", async () => {
    const last_place = { module_id: second.id, lesson_id: lesson(first, 1) };
    expect(await say({ last_place })).toMatchObject({
      status: 404,
      body: { code: "lesson.not_found", errors: [{ field: "last_place.lesson_id" }] },
    });
  });
});

describe("editing a course", () => {
  const addToFirst = (body: Partial<UpdateLessonBody>) =>
    call(addLesson, {
      token: instructor.token,
      params: { id: course, module_id: first.id },
      body: { title: "Clove hitch", type: "reading", ...body },
    });

  it("moves nobody: neither what is done, nor where she is, nor what completing asks for", async () => {
    await say({ completed_lessons: [lesson(first, 0)], last_place: { module_id: first.id } });
    const before = (await call(getProgress, { token: student.token, params: { id } })).body;
    await addToFirst({});
    const params = { id: course, module_id: second.id, lesson_id: lesson(second, 0) };
    await call(deleteLesson, { token: instructor.token, params });
    await changeCourse(instructor, course, { completion_rule: { kind: "percentage", threshold: 20 } });
    await publish(2);
    expect((await call(getProgress, { token: student.token, params: { id } })).body).toEqual(before);
    expect((await call(getEnrollment, { token: student.token, params: { id } })).body).toMatchObject({
      version: 1,
      newer_version: 2,
      progress: 25,
    });
    expect(await finish(student, id)).toMatchObject({
      status: 409,
      body: { code: "enrollment.incomplete", needed_percentage: 100, missing_modules: [first.id, second.id] },
    });
  });

  it("offers the new version, which keeps what is unchanged and has the new rule", async () => {
    await say({ completed_modules: [first.id, second.id], last_place: { module_id: first.id } });
    const added = await addToFirst({ due_at: "2031-05-04T12:00:00Z" });
    await changeCourse(instructor, course, { completion_rule: { kind: "percentage", threshold: 80 } });
    await publish(2);
    const moved = await call(moveEnrollment, { token: student.token, params: { id } });
    expect(moved.body).toMatchObject({ version: 2, newer_version: null, progress: 83.33 });
    const { body } = await call(getProgress, { token: student.token, params: { id } });
    expect(body).toMatchObject({
      completed_modules: [second.id],
      completed_lessons: [lesson(first, 0), lesson(first, 1), lesson(second, 0)],
      is_completable: true,
      completion_rule: { kind: "percentage", threshold: 80 },
      last_place: { module_id: first.id },
    });
    expect(await finish(student, id)).toMatchObject({ status: 200, body: { status: "completed" } });
    const more = await say({ completed_lessons: [added.body.id] });
    expect(more.body).toMatchObject({ completion_percentage: 100 });
  });
});

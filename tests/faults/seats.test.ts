import { envNumber } from "@smartcourse/platform/env";
import { postgres } from "@smartcourse/platform/postgres";
import { expect, it } from "vitest";
import { handler as enrol } from "../../functions/enrollments/enroll-student.ts";
import { call } from "../support/call.ts";
import { type Person, enrolBy, makeCourse, people } from "../integration/enrollments/fixtures.ts";
import { leave } from "../integration/enrollments/student-actions.ts";
import { expectSound, readEntry } from "../integration/enrollments/waiting.ts";

const seats = 30;

it("fault 1: of 400 students who race for 30 seats exactly 30 are enrolled, the rest wait in order, and each seat that frees goes to the first", async () => {
  const [students, course] = [await people("student", 400), await makeCourse({ capacity: seats })];
  const asked = await race(students, async (student) => ({ student, ...(await enrolBy(student, course)) }));
  const enrolled = asked.filter(({ status }) => status === 201);
  const waiting = asked.filter(({ status }) => status === 202);
  expect([enrolled.length, waiting.length]).toEqual([seats, students.length - seats]);
  const inLine = waiting.toSorted((a, b) => a.body.id - b.body.id);
  expect(inLine.map(({ body }) => body.position)).toEqual(inLine.map((_, index) => index + 1));
  await expectSound(course);

  // Five leave at once, while five new ones ask: the five who are first have the seats, and take them at once.
  const newcomers = await people("student", 5);
  const leaving = enrolled.slice(0, 5).map(({ student, body }) => leave(student, body.id));
  const asking = newcomers.map((student) => enrolBy(student, course));
  expect((await Promise.all(leaving)).map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
  expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  expect(await statusesOf(inLine.slice(0, 6))).toEqual([...Array(5).fill("offered"), "waiting"]);
  const taken = await Promise.all(inLine.slice(0, 5).map(({ student }) => accept(student, course)));
  expect(taken).toEqual([201, 201, 201, 201, 201]);
  await expectSound(course);
  expect(await enrolledCount(course)).toBe(seats);
});

/** Has as many requests under way at every moment as there are connections. */
async function race<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const [waiting, results]: [T[], R[]] = [[...all], []];
  const run = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.push(await work(next));
    }
  };
  await Promise.all(Array.from({ length: envNumber("DATABASE_POOL_SIZE") }, run));
  return results;
}

async function accept({ token }: Person, course_id: number): Promise<number> {
  return (await call(enrol, { method: "POST", token, body: { course_id } })).status;
}

async function statusesOf(line: readonly { student: Person; body: { id: number } }[]): Promise<string[]> {
  const read = await Promise.all(line.map(({ student, body }) => readEntry(student, body.id)));
  return read.map(({ body }) => body.status);
}

async function enrolledCount(courseId: number): Promise<number> {
  const { count } = await postgres()
    .selectFrom("enrollments")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("course_id", "=", courseId)
    .where("status", "=", "active")
    .executeTakeFirstOrThrow();
  return count;
}

import * as fc from "fast-check";
import { DomainError } from "@smartcourse/contracts/errors";
import { dropEnrollment } from "@smartcourse/core/enrollments/drop-enrollment";
import { enrollStudent } from "@smartcourse/core/enrollments/enroll-student";
import { leaveWaitlist } from "@smartcourse/core/enrollments/leave-waitlist";
import { lockSeats } from "@smartcourse/core/enrollments/seats-store";
import { sweepWaitlists } from "@smartcourse/core/enrollments/sweep-waitlists";
import { type Tx, postgres } from "@smartcourse/platform/postgres";
import { beforeAll, expect, it } from "vitest";
import { type Person, makeCourse, people, person } from "./fixtures.ts";
import { SeatModel } from "./seat-model.ts";
import { changeCourse, expectSound } from "./waiting.ts";

let instructor: Person;
let students: Person[];
beforeAll(async () => {
  [instructor, students] = [await person("instructor"), await people("student", 7)];
});

const who = fc.nat(6);
const capacity = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 6 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("enrol" as const), who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("drop" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("resize" as const), capacity, who: fc.constant(0) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("lapse" as const, "sweep" as const, "open" as const, "close" as const),
      who: fc.constant(0),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

it("keeps seats and line as the rules have them, whatever happens in whatever order", async () => {
  const history = fc.record({
    capacity: fc.integer({ min: 1, max: 4 }),
    steps: fc.array(step, { minLength: 5, maxLength: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ capacity: first, steps }) => {
      const course = await makeCourse({ capacity: first, instructor });
      const model = new SeatModel(first);
      for (const one of steps) {
        await play(course, model, one);
        expect(await stateOf(course), `after ${JSON.stringify(one)}`).toEqual({
          enrolled: [...model.enrolled].toSorted((a, b) => a - b),
          line: model.line.map(({ student, status }) => `${student} ${status}`),
        });
      }
      await expectSound(course);
    }),
    { numRuns: 25 },
  );
});

it("stays sound, and stops for nobody, while everything happens at once", async () => {
  const course = await makeCourse({ capacity: 3, instructor });
  const answers = new Set<string>();
  const act = async (student: Person, round: number) => {
    answers.add(await enrol(course, student));
    if (round % 3 === 0) await drop(course, student);
    if (round % 4 === 1) await leave(course, student);
    if (round % 5 === 2) await changeCourse(instructor, course, { capacity: 3 + (round % 3) });
    if (round % 6 === 3) await lapse(course);
    if (round % 7 === 4) await sweepWaitlists(postgres());
  };
  const lives = students.map(async (student, index) => {
    for (let round = 0; round < 12; round++) await act(student, round + index);
  });
  await Promise.all(lives);
  await expectSound(course);
  expect(
    [...answers].filter((answer) => !["enrolled", "exists", "waiting", "offered"].includes(answer)),
  ).toEqual([]);
});

async function play(course: number, model: SeatModel, one: Step): Promise<void> {
  const student = personAt(one.who);
  switch (one.kind) {
    case "lapse":
      model.lapse();
      return lapse(course);
    case "sweep":
      model.settle();
      await sweepWaitlists(postgres());
      return;
    case "open":
    case "close":
      model.isOpen = one.kind === "open";
      return passTime(course, one.kind);
    case "resize": {
      const { status } = await changeCourse(instructor, course, { capacity: one.capacity });
      expect(status).toBe(model.resize(one.capacity) ? 200 : 409);
      return;
    }
    case "enrol":
      expect(await enrol(course, student)).toBe(model.enrol(one.who));
      return;
    case "drop":
      model.drop(one.who);
      return drop(course, student);
    case "leave":
      model.leave(one.who);
      return leave(course, student);
  }
}

function personAt(index: number): Person {
  const found = students[index];
  if (found === undefined) throw new Error("nobody");
  return found;
}

/** Runs an operation in a transaction; what it is refused with is an answer, too. */
async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T | DomainError> {
  try {
    return await postgres().transaction().execute(work);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

async function enrol(course_id: number, student: Person): Promise<string> {
  const outcome = await attempt((tx) =>
    enrollStudent(tx, { course_id, student_id: student.id, waitlist: true }),
  );
  if (outcome instanceof DomainError) return outcome.code === "enrollment.exists" ? "exists" : outcome.code;
  return outcome.kind === "enrolled" ? "enrolled" : outcome.entry.status;
}

async function drop(courseId: number, student: Person): Promise<void> {
  const row = await postgres()
    .selectFrom("enrollments")
    .select("id")
    .where("course_id", "=", courseId)
    .where("student_id", "=", student.id)
    .executeTakeFirst();
  if (row !== undefined) await attempt((tx) => dropEnrollment(tx, { id: row.id, student_id: student.id }));
}

async function leave(courseId: number, student: Person): Promise<void> {
  const row = await openPlaces(courseId).where("student_id", "=", student.id).executeTakeFirst();
  if (row !== undefined) await attempt((tx) => leaveWaitlist(tx, { id: row.id, student_id: student.id }));
}

/** Under the course's lock, as everything that changes a line. */
async function lapse(courseId: number): Promise<void> {
  await attempt(async (tx) => {
    await lockSeats(tx, courseId);
    await tx
      .updateTable("waitlist_entries")
      .set({ offer_expires_at: new Date(Date.now() - 1_000) })
      .where("course_id", "=", courseId)
      .where("status", "=", "offered")
      .execute();
  });
}

/** The hour in which enrolment opens or closes goes by; nobody is told. */
async function passTime(courseId: number, kind: "open" | "close"): Promise<void> {
  const enrollment_closes_at = kind === "open" ? null : new Date(Date.now() - 1_000);
  await postgres().updateTable("courses").set({ enrollment_closes_at }).where("id", "=", courseId).execute();
}

function openPlaces(courseId: number) {
  return postgres()
    .selectFrom("waitlist_entries")
    .select(["id", "student_id", "status", "offer_expires_at"])
    .where("course_id", "=", courseId)
    .where("status", "in", ["waiting", "offered"])
    .orderBy("id");
}

async function stateOf(courseId: number): Promise<{ enrolled: number[]; line: string[] }> {
  const indexOf = (id: number) => students.findIndex((student) => student.id === id);
  const enrolled = await postgres()
    .selectFrom("enrollments")
    .select("student_id")
    .where("course_id", "=", courseId)
    .where("status", "=", "active")
    .execute();
  const line = await openPlaces(courseId).execute();
  return {
    enrolled: enrolled.map(({ student_id }) => indexOf(student_id)).toSorted((a, b) => a - b),
    line: line.map(({ student_id, status, offer_expires_at }) => {
      const isOver = offer_expires_at !== null && Date.parse(offer_expires_at) <= Date.now();
      return `${indexOf(student_id)} ${isOver ? "lapsed" : status}`;
    }),
  };
}

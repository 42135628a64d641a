import { postgres } from "@smartcourse/platform/postgres";
import { describe, expect, it } from "vitest";
import type { Response } from "../../support/call.ts";
import { addVersion, enrolBy, enrollmentRow, makeCourse, people, person, seats } from "./fixtures.ts";
import { leave } from "./student-actions.ts";

const statuses = (replies: readonly Response[], status: number) =>
  replies.filter((reply) => reply.status === status);

describe("seats", () => {
  it("lets exactly 7 of 60 simultaneous students have 7 seats", async () => {
    const [students, course] = [await people("student", 60), await makeCourse({ capacity: 7 })];
    const replies = await Promise.all(
      students.map((student) => enrolBy(student, course, { waitlist: false })),
    );
    expect(statuses(replies, 201)).toHaveLength(7);
    const refused = statuses(replies, 409);
    expect(refused).toHaveLength(53);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(["course.full"]));
    expect(await seats(course)).toBe(7);
    const { enrolled } = await postgres()
      .selectFrom("enrollments")
      .select((eb) => eb.fn.countAll<number>().as("enrolled"))
      .where("course_id", "=", course)
      .executeTakeFirstOrThrow();
    expect(enrolled).toBe(7);
  });

  it("enrols a student once when she asks 20 times at once", async () => {
    const [student, course] = [await person("student"), await makeCourse({ capacity: 3 })];
    const replies = await Promise.all(Array.from({ length: 20 }, () => enrolBy(student, course)));
    expect(statuses(replies, 201)).toHaveLength(1);
    const codes = replies.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(["enrollment.exists"]));
    expect(await seats(course)).toBe(1);
  });

  it("keeps enrolled within capacity while students come and go", async () => {
    const [students, course] = [await people("student", 12), await makeCourse({ capacity: 4 })];
    const seen: { refusals: string[]; taken: number[] } = { refusals: [], taken: [] };
    const comeAndGo = async (student: (typeof students)[number]) => {
      for (let round = 0; round < 4; round++) {
        const { status, body } = await enrolBy(student, course, { waitlist: false });
        seen.taken.push(await seats(course));
        if (status === 201) await leave(student, body.id);
        else seen.refusals.push(body.code);
      }
    };
    await Promise.all(students.map(comeAndGo));
    expect(Math.max(...seen.taken)).toBeLessThanOrEqual(4);
    expect(new Set(seen.refusals)).toEqual(new Set(["course.full"]));
    expect(await seats(course)).toBe(0);
  });
});

describe("a version that is published meanwhile", () => {
  it("is the one that she is pinned to, when it is published before she has her seat", async () => {
    const [student, course] = [await person("student"), await makeCourse({ capacity: 2 })];
    await addVersion(course, 2, [1]);
    const enrolling = await postgres()
      .transaction()
      .execute(async (tx) => {
        await tx.updateTable("courses").set({ published_version: 2 }).where("id", "=", course).execute();
        const waiting = { reply: enrolBy(student, course) };
        await expect.poll(() => waitingForLocks(), { timeout: 20_000 }).toBeGreaterThan(0);
        return waiting;
      });
    const { status, body } = await enrolling.reply;
    expect({ status, version: body.version }).toEqual({ status: 201, version: 2 });
    expect(await enrollmentRow(body.id)).toMatchObject({ version: 2 });
  });

  it("or archived: then there is no course", async () => {
    const [student, course] = [await person("student"), await makeCourse({ capacity: 2 })];
    const enrolling = await postgres()
      .transaction()
      .execute(async (tx) => {
        await tx.updateTable("courses").set({ status: "archived" }).where("id", "=", course).execute();
        const waiting = { reply: enrolBy(student, course) };
        await expect.poll(() => waitingForLocks(), { timeout: 20_000 }).toBeGreaterThan(0);
        return waiting;
      });
    expect(await enrolling.reply).toMatchObject({ status: 404, body: { code: "course.not_found" } });
    expect(await seats(course)).toBe(0);
  });
});

/** How many sessions wait for a lock. */
async function waitingForLocks(): Promise<number> {
  const { waiting } = await postgres()
    .withTables<{ pg_stat_activity: { wait_event_type: string | null } }>()
    .selectFrom("pg_stat_activity")
    .select((eb) => eb.fn.countAll<number>().as("waiting"))
    .where("wait_event_type", "=", "Lock")
    .executeTakeFirstOrThrow();
  return waiting;
}

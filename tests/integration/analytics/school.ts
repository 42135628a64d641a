import { completePublishing } from "@smartcourse/core/courses/complete-publishing";
import { recordQuestion } from "@smartcourse/core/assistant/record-question";
import { confirmEnrollment } from "@smartcourse/core/enrollments/confirm-enrollment";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import { postgres } from "@smartcourse/platform/postgres";
import * as fc from "fast-check";
import { handler as changeUserRole } from "../../../functions/auth/change-user-role.ts";
import { handler as archiveCourse } from "../../../functions/courses/archive-course.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as restoreCourse } from "../../../functions/courses/restore-course.ts";
import { handler as completeEnrollment } from "../../../functions/enrollments/complete-enrollment.ts";
import { handler as dropEnrollment } from "../../../functions/enrollments/drop-enrollment.ts";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import { handler as moveEnrollment } from "../../../functions/enrollments/move-enrollment.ts";
import { handler as updateProgress } from "../../../functions/enrollments/update-progress.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { addVersion } from "../enrollments/fixtures.ts";

/** What somebody does in the school; whether she may is the handlers' to say. */
export const deeds = fc.array(
  fc.record({
    kind: fc.constantFrom(
      "enrol",
      "enrol",
      "enrol",
      "confirm",
      "confirm",
      "learn",
      "learn",
      "learn",
      "finish",
      "complete",
      "drop",
      "drop",
      "move",
      "ask",
      "publish",
      "archive",
      "restore",
      "role",
    ),
    who: fc.nat(3),
    course: fc.nat(2),
    module: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 40, maxLength: 90 },
);
type Deed = (typeof deeds extends fc.Arbitrary<infer List> ? List : never) extends (infer One)[]
  ? One
  : never;

/** A school of one instructor and a few students, its courses published, one with two seats. */
export interface School {
  readonly admin: Person;
  readonly instructor: Person;
  readonly students: readonly Person[];
  readonly courses: readonly number[];
}

export async function openSchool(): Promise<School> {
  const [admin, instructor] = [await registerAndLogin("admin"), await registerAndLogin("instructor")];
  const students = await Promise.all(Array.from({ length: 4 }, () => registerAndLogin("student")));
  const courses: number[] = [];
  for (const capacity of [null, null, 2]) courses.push(await openCourse(instructor, capacity));
  return { admin, instructor, students, courses };
}

async function openCourse({ token }: Person, capacity: number | null): Promise<number> {
  const body = { title: "Bees", ...(capacity !== null && { capacity }) };
  const { id } = (await call(createCourse, { token, body })).body;
  await publish(id, 1);
  return id;
}

/** The last step of the publishing saga, for a version of one module more than the version before it. */
async function publish(course_id: number, version: number): Promise<void> {
  const ids = Array.from({ length: Math.min(4, version + 1) }, (_, index) => index + 1);
  await addVersion(course_id, version, ids);
  const modules = ids.map((id) => ({ id, title: `Module ${id}` }));
  await postgres()
    .transaction()
    .execute(async (tx) => {
      await tx.updateTable("courses").set({ last_version: version }).where("id", "=", course_id).execute();
      await completePublishing(tx, { course_id, version }, { materials: 0, chunks: 0 }, modules);
    });
}

/** Does it, by the handlers that do it for real; the confirming saga's and the publishing saga's last step are called by themselves. */
export async function act(school: School, { kind, who, course: which, module }: Deed): Promise<void> {
  const [student, course] = [school.students[who], school.courses[which]];
  if (student === undefined || course === undefined) throw new Error("nobody is there");
  const { token } = student;
  const row = await postgres()
    .selectFrom("courses as c")
    .leftJoin("enrollments as e", (join) =>
      join.onRef("e.course_id", "=", "c.id").on("e.student_id", "=", student.id),
    )
    .select(["e.id", "e.attempt", "c.status", "c.last_version"])
    .where("c.id", "=", course)
    .executeTakeFirstOrThrow();
  const params = { id: row.id ?? 1 };
  switch (kind) {
    case "enrol":
      return void (await call(enrollStudent, { token, body: { course_id: course } }));
    case "confirm":
      if (row.id === null) return;
      return confirm({ enrollment_id: row.id, attempt: row.attempt ?? 0 });
    case "learn":
      return void (await call(updateProgress, { token, params, body: { completed_modules: [module] } }));
    case "finish":
      await call(updateProgress, {
        token,
        params,
        body: { completed_modules: await modulesRead(params.id) },
      });
      return void (await call(completeEnrollment, { token, params }));
    case "complete":
      return void (await call(completeEnrollment, { token, params }));
    case "drop":
      return void (await call(dropEnrollment, { token, params }));
    case "move":
      return void (await call(moveEnrollment, { token, params }));
    case "ask":
      return recordQuestion(postgres(), {
        scope: { course_id: course, version: 1 },
        user_id: student.id,
        answer: { answered: module > 1, confidence: module / 4 },
        duration_ms: 100 * module,
      });
    case "publish":
      return row.status === "published" ? publish(course, row.last_version + 1) : undefined;
    case "archive":
      return void (await call(archiveCourse, { token: school.instructor.token, params: { id: course } }));
    case "restore":
      return void (await call(restoreCourse, { token: school.instructor.token, params: { id: course } }));
    case "role":
      return changeRole(school, module % 2 === 0 ? "admin" : "instructor");
  }
}

async function modulesRead(enrollmentId: number): Promise<number[]> {
  const version = await postgres()
    .selectFrom("enrollments as e")
    .innerJoin("course_versions as v", (join) =>
      join.onRef("v.course_id", "=", "e.course_id").onRef("v.version", "=", "e.version"),
    )
    .select("v.module_ids")
    .where("e.id", "=", enrollmentId)
    .executeTakeFirst();
  return version?.module_ids ?? [1];
}

async function confirm(attempt: { enrollment_id: number; attempt: number }): Promise<void> {
  await postgres()
    .transaction()
    .execute((tx) => confirmEnrollment(tx, attempt));
}

/** Of an account that does nothing else. */
async function changeRole({ admin }: School, role: string): Promise<void> {
  const { id } = await registerAndLogin("instructor");
  await call(changeUserRole, { token: admin.token, params: { id }, body: { role } });
}

/** Every event that was said so far. */
export async function eventsSaid(): Promise<CloudEvent[]> {
  const rows = await postgres()
    .selectFrom("outbox")
    .select("message")
    .where("kind", "=", "event")
    .where("destination", "like", "%.events")
    .orderBy("id")
    .execute();
  return rows.map(({ message }) => message as CloudEvent);
}

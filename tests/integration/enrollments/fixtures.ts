import "../../support/use-scratch-database.ts";
import { randomUUID } from "node:crypto";
import type { CloudEvent } from "@smartcourse/contracts/cloud-event";
import type { Role } from "@smartcourse/contracts/define";
import { enrollStudent } from "@smartcourse/core/enrollments/enroll-student";
import { signAccessToken } from "@smartcourse/platform/auth/tokens";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as enrol } from "../../../functions/enrollments/enroll-student.ts";
import { type Response, call } from "../../support/call.ts";

export interface Person {
  readonly id: number;
  readonly token: string;
}

/** Accounts with open sessions, without the cost of passwords: for tests that need many. */
export async function people(role: Role, count: number): Promise<Person[]> {
  const names = Array.from({ length: count }, () => `p${randomUUID()}`);
  const users = await postgres()
    .insertInto("users")
    .values(
      names.map((name) => ({
        email: `${name}@example.com`,
        username: name,
        hashed_password: "cannot be matched",
        role,
      })),
    )
    .returning("id")
    .execute();
  return Promise.all(users.map(({ id }) => openSession(id)));
}

async function openSession(id: number): Promise<Person> {
  const session = await postgres()
    .insertInto("sessions")
    .values({
      user_id: id,
      expires_at: new Date(Date.now() + 3_600_000),
      ended_at: null,
      end_reason: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, token: await signAccessToken({ userId: id, sessionId: session.id }) };
}

export async function person(role: Role): Promise<Person> {
  const [first] = await people(role, 1);
  if (first === undefined) throw new Error("nobody was made");
  return first;
}

interface CourseOptions {
  readonly capacity?: number;
  readonly prerequisites?: number[];
  readonly modules?: number[];
  readonly status?: "draft" | "published" | "archived";
  readonly instructor?: Person;
}

export async function makeCourse(options: CourseOptions = {}): Promise<number> {
  const instructor = options.instructor ?? (await person("instructor"));
  const course = await postgres()
    .insertInto("courses")
    .values({
      title: `Course ${randomUUID().slice(0, 8)}`,
      instructor_id: instructor.id,
      status: options.status ?? "published",
      capacity: options.capacity ?? null,
      prerequisites: options.prerequisites ?? [],
      published_version: 1,
      last_version: 1,
      description: null,
      difficulty: null,
      total_duration_hours: null,
      thumbnail_url: null,
      published_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await addVersion(course.id, 1, options.modules ?? [1, 2, 3]);
  return course.id;
}

export async function addVersion(courseId: number, version: number, modules: number[]): Promise<void> {
  await postgres()
    .insertInto("course_versions")
    .values({ course_id: courseId, version, module_ids: modules, published_at: new Date() })
    .execute();
}

export async function seats(courseId: number): Promise<number> {
  const course = await postgres()
    .selectFrom("courses")
    .select("enrolled_count")
    .where("id", "=", courseId)
    .executeTakeFirstOrThrow();
  return course.enrolled_count;
}

/** `waitlist: false`: refuses to wait. */
export function enrolBy(
  student: Person,
  courseId: number,
  options: { waitlist?: boolean } = {},
): Promise<Response> {
  const body = { course_id: courseId, ...options };
  return call(enrol, { method: "POST", token: student.token, body });
}

/** An enrolment that no running worker hears of, so that a test can play the worker. */
export async function enrolQuietly(student: Person, courseId: number): Promise<number> {
  return postgres()
    .transaction()
    .execute(async (tx) => {
      const outcome = await enrollStudent(tx, {
        course_id: courseId,
        student_id: student.id,
        waitlist: false,
      });
      if (outcome.kind === "waiting") throw new Error("there was no seat");
      const { id } = outcome.enrollment;
      await tx.deleteFrom("outbox").where("aggregate_key", "=", `enrollment:${id}`).execute();
      return id;
    });
}

export function enrollmentRow(id: number) {
  return postgres().selectFrom("enrollments").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

export function workflowRow(id: string) {
  return postgres().selectFrom("workflows").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/** What the outbox holds or held for an aggregate, in order. */
async function outboxOf(kind: "event" | "workflow", aggregateKey: string): Promise<object[]> {
  const read = (table: "outbox" | "outbox_archive") =>
    postgres()
      .selectFrom(table)
      .select(["id", "message"])
      .where("kind", "=", kind)
      .where("aggregate_key", "=", aggregateKey)
      .where("destination", "in", ["enrollment.events", "EnrollmentWorkflow"])
      .execute();
  const rows = [...(await read("outbox_archive")), ...(await read("outbox"))];
  return rows.toSorted((a, b) => a.id - b.id).map(({ message }) => message);
}

export async function eventsOf(enrollmentId: number): Promise<CloudEvent[]> {
  return (await outboxOf("event", String(enrollmentId))) as CloudEvent[];
}

export async function workflowStartsOf(enrollmentId: number): Promise<object[]> {
  return outboxOf("workflow", `enrollment:${enrollmentId}`);
}

export async function eventTypesOf(enrollmentId: number): Promise<string[]> {
  return (await eventsOf(enrollmentId)).map(({ type }) => type);
}

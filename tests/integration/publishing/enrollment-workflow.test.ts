import { afterAll, beforeAll, expect, it } from "vitest";
import { enrollmentWorkflow } from "@smartcourse/contracts/enrollments/workflows";
import { env } from "@smartcourse/platform/env";
import { startWorkflow } from "@smartcourse/platform/outbox";
import { closeTemporal } from "@smartcourse/platform/temporal";
import { handler as dropEnrollment } from "../../../functions/enrollments/drop-enrollment.ts";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import { makeCourse, makeModule, publishToTheEnd, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";

let platform: SagaPlatform;
let ada: Person;
let student: Person;
let course: number;

beforeAll(async () => {
  platform = await openSagaPlatform();
  [ada, student] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("student")]);
  course = await makeCourse(ada);
  await makeModule(ada, course);
  await publishToTheEnd(ada, course);
});
afterAll(() => platform.close());

const status = async (id: string) => (await workflowStatus(student, id)).body;

it("confirms an enrolment and announces it once", async () => {
  const { body } = await call(enrollStudent, {
    method: "POST",
    body: { course_id: course },
    token: student.token,
  });
  const id = `enrol-${body.id}-1`;
  const ended = await eventually(
    () => status(id),
    (workflow) => workflow.status === "completed",
  );
  expect(ended).toMatchObject({ kind: "enrollment", result: { enrollment_id: body.id } });
  const told = await eventually(
    () => announced(body.id),
    (events) => events.length > 0,
  );
  expect(told).toMatchObject([{ type: "student.enrolled" }]);
});

it("lets her leave and come back, as another attempt with a workflow and an announcement of its own", async () => {
  const other = await registerAndLogin("student");
  const enrol = async () => {
    const { body } = await call(enrollStudent, { body: { course_id: course }, token: other.token });
    return body.id as number;
  };
  const confirmed = (id: string) =>
    eventually(
      async () => (await workflowStatus(other, id)).body,
      (workflow) => workflow.status === "completed",
    );
  const id = await enrol();
  await confirmed(`enrol-${id}-1`);
  await call(dropEnrollment, { params: { id }, token: other.token });
  expect(await enrol()).toBe(id);
  await confirmed(`enrol-${id}-2`);
  const told = await eventually(
    () => announced(id),
    (events) => events.length === 3,
  );
  expect(told).toMatchObject([
    { type: "student.enrolled", data: { attempt: 1 } },
    { type: "student.dropped", data: { attempt: 1, announced: true } },
    { type: "student.enrolled", data: { attempt: 2 } },
  ]);
});

/** What the relay has told of an enrolment, in order. */
async function announced(id: number): Promise<object[]> {
  const rows = await platform.db
    .selectFrom("outbox_archive")
    .select("message")
    .where("destination", "=", "enrollment.events")
    .where("aggregate_key", "=", String(id))
    .orderBy("id")
    .execute();
  return rows.map(({ message }) => message);
}

it("fails for good where there is nothing to confirm, and says so", async () => {
  const enrollment_id = 2_000_000_000;
  const id = `enrol-${enrollment_id}-1`;
  await platform.db.transaction().execute((tx) =>
    startWorkflow(tx, enrollmentWorkflow, {
      id,
      input: { enrollment_id, attempt: 1 },
      ownerId: student.id,
      subject: `enrollment:${enrollment_id}`,
    }),
  );
  const ended = await eventually(
    () => status(id),
    (workflow) => workflow.status === "failed",
  );
  expect(ended.reason).toContain("no enrolment 2000000000");
});

it("goes by its own row while the engine does not answer", async () => {
  const id = "publish-1-v1";
  await platform.db
    .insertInto("workflows")
    .values({
      id,
      kind: "publish",
      owner_id: student.id,
      subject: "course:1",
      state: "running",
      result: null,
      reason: null,
    })
    .execute();
  const address = env("TEMPORAL_ADDRESS");
  await closeTemporal();
  process.env["TEMPORAL_ADDRESS"] = "127.0.0.1:1";
  try {
    expect(await status(id)).toMatchObject({ status: "running" });
  } finally {
    await closeTemporal();
    process.env["TEMPORAL_ADDRESS"] = address;
  }
  // The engine knows of no such workflow, which is no ending: it may not have been told yet.
  expect(await status(id)).toMatchObject({ status: "running" });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { enrollmentWorkflow } from "@smartcourse/contracts/enrollments/workflows";
import { env } from "@smartcourse/platform/env";
import { closeMongo } from "@smartcourse/platform/mongo";
import { startWorkflow } from "@smartcourse/platform/outbox";
import type { Db } from "@smartcourse/platform/postgres";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { closeTemporal } from "@smartcourse/platform/temporal";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import { type RunningWorker, startWorker } from "../../../temporal-worker/start-worker.ts";
import { makeCourse, makeModule, publishToTheEnd, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import {
  type ScratchPlatform,
  openOwnPostgres,
  openScratchPlatform,
} from "../../support/scratch-platform.ts";

let platform: ScratchPlatform;
let db: Db;
let worker: RunningWorker;
let relay: Relay;
let ada: Person;
let student: Person;
let course: number;

beforeAll(async () => {
  platform = await openScratchPlatform();
  db = openOwnPostgres();
  [worker, relay] = await Promise.all([startWorker({ db }), startRelay(env("DATABASE_URL"))]);
  [ada, student] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("student")]);
  course = await makeCourse(ada);
  await makeModule(ada, course);
  await publishToTheEnd(ada, course);
});
afterAll(async () => {
  await relay.stop();
  await worker.stop();
  await db.destroy();
  await platform.close();
  await closeMongo();
});

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
  const announced = await eventually(
    () =>
      db
        .selectFrom("outbox_archive")
        .select("message")
        .where("destination", "=", "enrollment.events")
        .where("aggregate_key", "=", String(body.id))
        .execute(),
    (rows) => rows.length > 0,
  );
  expect(announced).toHaveLength(1);
  expect(announced[0]?.message).toMatchObject({ type: "student.enrolled" });
});

it("fails for good where there is nothing to confirm, and says so", async () => {
  const enrollment_id = 2_000_000_000;
  const id = `enrol-${enrollment_id}-1`;
  await db.transaction().execute((tx) =>
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
  await db
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

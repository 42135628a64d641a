import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "@smartcourse/platform/env";
import { postgres } from "@smartcourse/platform/postgres";
import { type Relay, startRelay } from "@smartcourse/platform/relay/relay";
import { temporal } from "@smartcourse/platform/temporal";
import { handler as enrollStudent } from "../../functions/enrollments/enroll-student.ts";
import { makeCourse } from "../support/authoring.ts";
import { call } from "../support/call.ts";
import { type CommitGate, openCommitGate } from "../support/commit-gate.ts";
import { untilEngineEnded } from "../support/engine.ts";
import { eventually } from "../support/eventually.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { type ProductProcess, startProcess } from "../support/product-process.ts";
import { courseRow, openForStudents } from "../support/published.ts";
import { type ScratchPlatform, openScratchPlatform } from "../support/scratch-platform.ts";

let platform: ScratchPlatform;
let gate: CommitGate;
let relay: Relay | undefined;
let worker: ProductProcess;
let ada: Person;

/** The worker can be held at its commits; nobody else. */
const startWorker = () => startProcess("worker", { DATABASE_URL: gate.url, DATABASE_POOL_SIZE: "10" });

beforeAll(async () => {
  platform = await openScratchPlatform();
  gate = await openCommitGate(env("DATABASE_URL"));
  [worker, ada] = await Promise.all([startWorker(), registerAndLogin("instructor")]);
});
afterAll(async () => {
  await worker.end("SIGTERM");
  await relay?.stop();
  await platform.close();
  gate.close();
});

async function enrol(): Promise<{ id: number; course: number; workflow: string }> {
  const [student, course] = await Promise.all([registerAndLogin("student"), makeCourse(ada)]);
  await openForStudents(course);
  const { status, body } = await call(enrollStudent, { body: { course_id: course }, token: student.token });
  if (status !== 201) throw new Error(`enrolling answered ${status}`);
  return { id: body.id, course, workflow: `enrol-${body.id}-1` };
}

const workflowRow = (id: string) =>
  postgres().selectFrom("workflows").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

/** What came of an enrolment: its state, its course's seats, what was announced, what its workflow says. */
async function outcomeOf({ id, course, workflow }: Awaited<ReturnType<typeof enrol>>) {
  const { state, reason } = await eventually(
    () => workflowRow(workflow),
    (row) => row.state === "completed" || row.state === "failed",
    110,
  );
  await untilEngineEnded(workflow);
  const row = postgres().selectFrom("enrollments").select("status").where("id", "=", id);
  const announced = await eventually(
    () => announcementsOf(id),
    (events) => events.length > 0,
  );
  const { status } = await row.executeTakeFirstOrThrow();
  return { status, seats: (await courseRow(course)).enrolled_count, announced, state, reason };
}

async function announcementsOf(id: number): Promise<string[]> {
  const rows = await postgres()
    .selectFrom("outbox_archive")
    .select("message")
    .where("destination", "=", "enrollment.events")
    .where("aggregate_key", "=", String(id))
    .execute();
  return rows.map(({ message }) => (message as { type: string }).type);
}

it("fault 2: wherever in an enrolment's saga the worker is killed, before a commit or behind it, it ends complete or undone, once", async () => {
  const steps = {
    beginning: (workflow: string) => new RegExp(workflow),
    confirming: (workflow: string) => new RegExp(`confirmed_at[^]*${workflow}`),
    cancelling: (workflow: string) => new RegExp(`enrollment\\.cancelled[^]*${workflow}`),
  };
  const sides = ["before", "behind"] as const;
  const confirmed = await Promise.all([enrol(), enrol(), enrol(), enrol()]);
  const cancelled = await Promise.all([enrol(), enrol()]);
  const held = confirmed.map(({ workflow }, n) => {
    const step = n < 2 ? steps.beginning : steps.confirming;
    return gate.holdAt(sides[n % 2] ?? "before", step(workflow));
  });
  // These stay at their beginning, where they are called off.
  const begun = cancelled.map(({ workflow }) => gate.holdAt("before", steps.beginning(workflow)));
  relay = await startRelay(env("DATABASE_URL"));
  await Promise.all(begun);
  const undoing = cancelled.map(({ workflow }, n) =>
    gate.holdAt(sides[n] ?? "before", steps.cancelling(workflow)),
  );
  await Promise.all(cancelled.map(({ workflow }) => temporal().workflow.getHandle(workflow).cancel()));
  await Promise.all([...held, ...undoing]);

  await worker.end("SIGKILL");
  worker = await startWorker();
  for (const one of confirmed) {
    expect(await outcomeOf(one)).toEqual({
      status: "active",
      seats: 1,
      announced: ["student.enrolled"],
      state: "completed",
      reason: null,
    });
  }
  for (const one of cancelled) {
    expect(await outcomeOf(one)).toEqual({
      status: "dropped",
      seats: 0,
      announced: ["enrollment.cancelled"],
      state: "failed",
      reason: "It was cancelled.",
    });
  }
});

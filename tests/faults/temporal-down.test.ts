import { afterAll, beforeAll, expect, it } from "vitest";
import { closeTemporal } from "@smartcourse/platform/temporal";
import { temporal as temporalService } from "../../local/services/temporal.ts";
import { handler as enrollStudent } from "../../functions/enrollments/enroll-student.ts";
import { addFile, makeCourse, makeModule, publish, workflowStatus } from "../support/authoring.ts";
import { call } from "../support/call.ts";
import { eventually } from "../support/eventually.ts";
import { type OwnService, startOwnService } from "../support/own-service.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { courseRow, openForStudents, tagsOf } from "../support/published.ts";
import { type SagaPlatform, openSagaPlatform } from "../support/saga-platform.ts";

let engine: OwnService;
let platform: SagaPlatform;
let ada: Person;
let student: Person;

beforeAll(async () => {
  engine = await startOwnService(temporalService);
  process.env["TEMPORAL_ADDRESS"] = `127.0.0.1:${engine.ports.temporal.main}`;
  platform = await openSagaPlatform();
  [ada, student] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("student")]);
});
afterAll(async () => {
  await platform.close();
  await closeTemporal();
  await engine.close();
});

const completed = (person: Person, id: string) =>
  eventually(async () => (await workflowStatus(person, id)).body.status === "completed", Boolean, 110);

async function sent(destination: string, key: number): Promise<number> {
  const rows = await platform.db
    .selectFrom("outbox_archive")
    .select("id")
    .where("destination", "=", destination)
    .where("aggregate_key", "=", String(key))
    .execute();
  return rows.length;
}

it("fault 3: while Temporal is down one enrols and publishes as ever, and all of it comes to its end when it is back", async () => {
  const [draft, open] = [await makeCourse(ada, "Waiting for its saga"), await makeCourse(ada)];
  await addFile(ada, draft, { content: "# Bees\n\nThey dance.", moduleId: await makeModule(ada, draft) });
  await openForStudents(open);
  await engine.kill();

  const published = await publish(ada, draft);
  expect(published).toMatchObject({ status: 202, body: { status: "started" } });
  const enrolled = await call(enrollStudent, { body: { course_id: open }, token: student.token });
  expect(enrolled).toMatchObject({ status: 201, body: { status: "active" } });
  const ids = [published.body.workflow_id, `enrol-${enrolled.body.id}-1`] as const;
  const tried = () =>
    platform.db
      .selectFrom("outbox")
      .select("attempts")
      .where("kind", "=", "workflow")
      .where("attempts", ">", 0)
      .execute();
  await eventually(async () => (await tried()).length > 0);
  expect((await workflowStatus(ada, ids[0])).body).toMatchObject({ status: "pending", reason: null });

  await engine.start();
  await Promise.all([completed(ada, ids[0]), completed(student, ids[1])]);
  expect(await courseRow(draft)).toMatchObject({ status: "published", published_version: 1 });
  await eventually(async () => JSON.stringify(await tagsOf(draft)) === "[[1]]");
  await eventually(async () => (await sent("course.events", draft)) === 1);
  await eventually(async () => (await sent("enrollment.events", enrolled.body.id)) === 1);
  expect((await courseRow(open)).enrolled_count).toBe(1);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { handler as enrollStudent } from "../../functions/enrollments/enroll-student.ts";
import { addFile, makeCourse, makeModule, publishToTheEnd, workflowStatus } from "../support/authoring.ts";
import { call } from "../support/call.ts";
import { untilEngineEnded } from "../support/engine.ts";
import { eventually } from "../support/eventually.ts";
import { type Failing, failingActivities } from "../support/failing-activities.ts";
import { type Person, registerAndLogin } from "../support/people.ts";
import { courseRow, openForStudents, pointsOf, tagsOf, versionsOf } from "../support/published.ts";
import { type SagaPlatform, openSagaPlatform } from "../support/saga-platform.ts";

const takingBack = ["removeFromIndex", "discardVersion", "failPublishing", "cancelEnrollment"];
const activities = failingActivities(takingBack);
let platform: SagaPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await openSagaPlatform(0.01, activities.spoil);
  ada = await registerAndLogin("instructor");
});
afterAll(() => platform.close());

/** What took something back, in order. Each ran twice, one time after the other. */
function takenBack(subject: Parameters<typeof activities.ranFor>[0]): string[] {
  const ran = activities.ranFor(subject).filter((name) => takingBack.includes(name));
  const once = ran.filter((_, index) => index % 2 === 0);
  expect(ran).toEqual(once.flatMap((name) => [name, name]));
  return once;
}

/** Publishes a course of which a step fails. Answers when the last step has run for the last time. */
async function publishFailing(failing: Failing) {
  const course = await makeCourse(ada, "Steps that fail");
  const moduleId = await makeModule(ada, course);
  await addFile(ada, course, { content: "# Bees\n\nThey dance.\n\n# Hives\n\nIn the shade.", moduleId });
  activities.fail(`course:${course}`, failing);
  const { workflow_id, status, reason } = await publishToTheEnd(ada, course);
  await untilEngineEnded(workflow_id);
  return { course, status, reason };
}

async function announcementsOf(key: number, topic: string): Promise<string[]> {
  const read = (table: "outbox" | "outbox_archive") =>
    platform.db
      .selectFrom(table)
      .select("message")
      .where("destination", "=", topic)
      .where("aggregate_key", "=", String(key))
      .execute();
  const rows = [...(await read("outbox_archive")), ...(await read("outbox"))];
  return rows.map(({ message }) => (message as { type: string }).type);
}

const everything = ["removeFromIndex", "discardVersion", "failPublishing"];

it.concurrent.each([
  { activity: "beginPublishing", when: "instead", undone: everything.slice(2) },
  { activity: "beginPublishing", when: "afterwards", undone: everything.slice(2) },
  { activity: "listMaterialsBeingRead", when: "instead", undone: everything.slice(2) },
  { activity: "freezeVersion", when: "instead", undone: everything.slice(1) },
  { activity: "freezeVersion", when: "afterwards", undone: everything.slice(1) },
  { activity: "embedMaterial", when: "instead", undone: everything.slice(1) },
  { activity: "embedMaterial", when: "afterwards", undone: everything.slice(1) },
  { activity: "indexMaterial", when: "instead", undone: everything },
  { activity: "indexMaterial", when: "afterwards", undone: everything },
  { activity: "completePublishing", when: "instead", undone: everything },
] as const)(
  "fault 4: a publication that fails for good, $when of $activity, is taken back in reverse, each step twice",
  async ({ undone, ...failing }) => {
    const { course, ...ended } = await publishFailing(failing);
    expect(ended).toEqual({ status: "failed", reason: "made to fail" });
    expect(takenBack(`course:${course}`)).toEqual(undone);
    expect(await courseRow(course)).toMatchObject({ status: "draft", published_version: null });
    expect(await pointsOf(course)).toEqual([]);
    expect(await versionsOf(course)).toEqual({ rows: [], documents: [] });
    expect(await announcementsOf(course, "course.events")).toEqual([]);
  },
);

it.concurrent("fault 4: a publication that fails after its switch stays published, and whole", async () => {
  const { course, status } = await publishFailing({ activity: "completePublishing", when: "afterwards" });
  expect(status).toBe("completed");
  expect(takenBack(`course:${course}`)).toEqual(everything);
  expect(await courseRow(course)).toMatchObject({ status: "published", published_version: 1 });
  expect(await tagsOf(course)).toEqual([[1]]);
  expect(await versionsOf(course)).toEqual({ rows: [1], documents: [1] });
  expect(await announcementsOf(course, "course.events")).toEqual(["course.published"]);
});

const cancelled = { status: "dropped", seats: 0, announced: ["enrollment.cancelled"], ended: "failed" };
/** What was announced is not called back: its step had done its work. */
const kept = { status: "active", seats: 1, announced: ["student.enrolled"], ended: "completed" };

it.each([
  { activity: "beginEnrollment", when: "instead", outcome: cancelled },
  { activity: "beginEnrollment", when: "afterwards", outcome: cancelled },
  { activity: "confirmEnrollment", when: "instead", outcome: cancelled },
  { activity: "confirmEnrollment", when: "afterwards", outcome: kept },
] as const)(
  "fault 4: an enrolment that fails for good, $when of $activity, is cancelled once or stays as it was announced",
  async ({ outcome, ...failing }) => {
    const [student, course] = await Promise.all([registerAndLogin("student"), makeCourse(ada)]);
    await openForStudents(course);
    activities.fail("any", failing);
    const { body } = await call(enrollStudent, { body: { course_id: course }, token: student.token });
    const workflow = `enrol-${body.id}-1`;
    await eventually(() => activities.ranFor(`enrollment:${body.id}`).includes("cancelEnrollment"));
    await untilEngineEnded(workflow);
    expect(takenBack(`enrollment:${body.id}`)).toEqual(["cancelEnrollment"]);
    const ended = (await workflowStatus(student, workflow)).body.status;
    const row = platform.db.selectFrom("enrollments").select("status").where("id", "=", body.id);
    const { status } = await row.executeTakeFirstOrThrow();
    const announced = await announcementsOf(body.id, "enrollment.events");
    expect({ status, seats: (await courseRow(course)).enrolled_count, announced, ended }).toEqual(outcome);
  },
);

import { afterAll, beforeAll, expect, it } from "vitest";
import { handler as ask } from "../../../functions/assistant/ask.ts";
import { handler as deleteModule } from "../../../functions/courses/delete-module.ts";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import { addFile, makeCourse, makeModule, publish, workflowStatus } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { courseRow, tagsOf } from "../../support/published.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";

let platform: SagaPlatform;

beforeAll(async () => {
  // The longest answer is to take no longer than a version is kept after its last reader has left: 12 s here.
  platform = await openSagaPlatform(0.1);
});
afterAll(() => platform.close());

const edition = (version: number) =>
  [
    `# The gate\n\nThe gate of the apiary opens with the code ${7000 + version}, which the keeper knows.`,
    `# The hive\n\nThe code of the hive is ${7100 + version} and it is kept in the shed of the keeper.`,
    `# The shed\n\nThe code of the shed is ${7200 + version} and hangs behind the gate.`,
  ].join("\n\n");

async function enrol(course: number): Promise<Person> {
  const student = await registerAndLogin("student");
  const { status } = await call(enrollStudent, { body: { course_id: course }, token: student.token });
  expect(status).toBe(201);
  return student;
}

/** Versions that an answer's sources come from: its codes end in the version's number. */
function versionsIn(sources: { quote: string }[]): number[] {
  const codes = sources.flatMap(({ quote }) => [...quote.matchAll(/\b7[012]0(\d)\b/g)]);
  return [...new Set(codes.map(([, version]) => Number(version)))];
}

it("answers wholly from one version, on both sides of every switch, to whoever asks meanwhile", async () => {
  const ada = await registerAndLogin("instructor");
  const course = await makeCourse(ada, "Apiary");
  let moduleId = await makeModule(ada, course, "Codes");
  await addFile(ada, course, { title: "Edition 1", content: edition(1), moduleId });
  const publishToTheEnd = async () => {
    const { body } = await publish(ada, course);
    await eventually(async () => (await workflowStatus(ada, body.workflow_id)).body.status === "completed");
  };
  await publishToTheEnd();
  const pinned = await enrol(course);

  const state = { over: false };
  const answers = new Map<string, number[]>();
  const question = "What is the code of the hive, and how does the gate open?";
  const published = async () => (await courseRow(course)).published_version ?? 0;

  /** Asks, and answers with the one version that the sources come from: one of those allowed before the question, or now. */
  const askOnce = async (name: string, who: Person, allowed: () => Promise<number>): Promise<number> => {
    const before = await allowed();
    const { status, body } = await call(ask, { body: { course_id: course, question }, token: who.token });
    const [version, ...others] = versionsIn(body.sources ?? []);
    const fine = version !== undefined && others.length === 0;
    if (fine && version >= before && version <= (await allowed())) return version;
    throw new Error(`${name}, from version ${before} on: ${status} ${JSON.stringify(body)}`);
  };
  const keepAsking = async (name: string, who: Person, allowed: () => Promise<number>) => {
    const seen: number[] = [];
    answers.set(name, seen);
    while (!state.over) seen.push(await askOnce(name, who, allowed));
  };
  const newcomers = async () => {
    const seen: number[] = [];
    answers.set("newcomers", seen);
    while (!state.over) {
      const before = await published();
      const student = await enrol(course);
      // She is pinned to a version that was published while she enrolled.
      const bounds = [before, await published()];
      seen.push(await askOnce("newcomer", student, async () => bounds.shift() ?? 0));
    }
  };
  const asking = Promise.all([
    keepAsking("pinned", pinned, async () => 1),
    keepAsking("pinned again", pinned, async () => 1),
    keepAsking("owner", ada, published),
    keepAsking("owner again", ada, published),
    newcomers(),
  ]);
  const republishing = async () => {
    for (const version of [2, 3]) {
      await call(deleteModule, { params: { id: course, module_id: moduleId }, token: ada.token });
      moduleId = await makeModule(ada, course, "Codes");
      await addFile(ada, course, { title: `Edition ${version}`, content: edition(version), moduleId });
      const answered = () => [...answers.values()].map((seen) => seen.length);
      const atOnce = answered();
      await publishToTheEnd();
      const atTheSwitch = answered();
      await eventually(() => answered().every((count, at) => count >= (atTheSwitch[at] ?? 0) + 2));
      expect(atTheSwitch.reduce((sum, count, at) => sum + count - (atOnce[at] ?? 0), 0)).toBeGreaterThan(0);
    }
  };
  try {
    // A complaint of one of them ends the test at once.
    await Promise.race([asking, republishing()]);
  } finally {
    state.over = true;
    await asking;
  }
  expect(new Set(answers.get("pinned"))).toEqual(new Set([1]));
  const owner = answers.get("owner") ?? [];
  expect(new Set(owner)).toEqual(new Set([1, 2, 3]));
  expect(owner).toEqual(owner.toSorted((a, b) => a - b));
  // Newcomers may have begun on version 2; what nobody reads is gone, what somebody reads has stayed.
  const tags = (await tagsOf(course)).flat();
  expect(tags).toEqual(expect.arrayContaining([1, 3]));
});

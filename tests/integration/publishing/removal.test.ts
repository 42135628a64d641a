import { afterAll, beforeAll, expect, it } from "vitest";
import { beginMultipart } from "@smartcourse/platform/multipart";
import { putObject } from "@smartcourse/platform/s3";
import { handler as deleteCourse } from "../../../functions/courses/delete-course.ts";
import { handler as enrollStudent } from "../../../functions/enrollments/enroll-student.ts";
import {
  addFile,
  announce,
  makeCourse,
  makeModule,
  publish,
  publishToTheEnd,
  workflowStatus,
} from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { eventually } from "../../support/eventually.ts";
import { chunksKeysOf, leftOf, makeDraftAgain, nothing } from "../../support/left-of-course.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { pointsOf } from "../../support/published.ts";
import { type SagaPlatform, openSagaPlatform } from "../../support/saga-platform.ts";

let platform: SagaPlatform;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  // The last round comes 30 minutes after the first one: 1.8 s here.
  platform = await openSagaPlatform(0.001);
  [ada, eve] = await Promise.all([registerAndLogin("instructor"), registerAndLogin("instructor")]);
});
afterAll(() => platform.close());

const remove = (course: number, who = ada) =>
  call(deleteCourse, { params: { id: course }, token: who.token });
const ended = (id: string) =>
  eventually(
    async () => (await workflowStatus(ada, id)).body,
    ({ status }) => status === "completed" || status === "failed",
  );
const shared = "# Shared\n\nThis file is in two courses.";

async function fullCourse(title: string): Promise<number> {
  const course = await makeCourse(ada, title);
  const moduleId = await makeModule(ada, course);
  await addFile(ada, course, { content: `# ${title}\n\nThis file is of ${title} alone.`, moduleId });
  await addFile(ada, course, { title: "Shared", content: shared, moduleId });
  expect(await publishToTheEnd(ada, course)).toMatchObject({ status: "completed" });
  return course;
}

it("removes all that the stores hold of a deleted course, but the text that another course has too", async () => {
  const [course, other] = [await fullCourse("Bees"), await fullCourse("Wasps")];
  await putObject(`media/${course}/1/poster.webp`, "picture", "image/webp");
  await putObject(`thumbnails/${course}/drawn.webp`, "picture", "image/webp");
  await beginMultipart(`uploads/${course}/999/half.mp4`, "video/mp4");
  await makeDraftAgain(course);
  const [keys, keysOfOther] = [await chunksKeysOf(course), await chunksKeysOf(other)];
  const own = keys.filter((key) => !keysOfOther.includes(key));
  expect([own.length, keys.length]).toEqual([1, 2]);
  const before = await leftOf(course, own);
  for (const count of Object.values(before)) expect(count).toBeGreaterThan(0);
  const otherBefore = await leftOf(other, keysOfOther);

  const { status, body } = await remove(course);
  expect({ status, body }).toEqual({
    status: 202,
    body: { workflow_id: `delete-${course}-1`, status: "started" },
  });
  expect((await remove(course)).body.code).toBe("course.not_found");
  expect(await ended(body.workflow_id)).toMatchObject({
    kind: "deletion",
    status: "completed",
    result: { course_id: course },
  });
  expect(await leftOf(course, own)).toEqual(nothing);
  expect((await workflowStatus(eve, body.workflow_id)).body.code).toBe("workflow.not_found");

  expect(await leftOf(other, keysOfOther)).toEqual(otherBefore);
  await makeModule(ada, other, "Another");
  expect(await publishToTheEnd(ada, other)).toMatchObject({ status: "completed", result: { chunks: 2 } });
  expect(await makeCourse(ada, "Another")).toBeGreaterThan(other);
});

it("goes again, later, over what was under way when the course was deleted", async () => {
  const course = await makeCourse(ada, "Hornets");
  await makeModule(ada, course);
  const material = await announce(ada, course, { content: "# Late\n\nThis arrives late." });
  const { body } = await remove(course);
  expect(await ended(body.workflow_id)).toMatchObject({ status: "completed" });
  await putObject(material.upload_key, "# Late\n\nThis arrives late.", "text/markdown");
  await eventually(async () => JSON.stringify(await leftOf(course, [])) === JSON.stringify(nothing));
});

it("deletes no course that is being published, that students are in, or that is another's", async () => {
  const course = await makeCourse(ada, "Ants");
  const moduleId = await makeModule(ada, course);
  await addFile(ada, course, { content: "# Ants\n\nAnts are many.", moduleId });
  expect((await remove(course, eve)).body.code).toBe("course.not_found");
  platform.model.misbehave({ embeddings: "hang" });
  const { body } = await publish(ada, course);
  expect((await remove(course)).body.code).toBe("course.publishing");
  platform.model.misbehave({});
  expect(await ended(body.workflow_id)).toMatchObject({ status: "completed" });
  expect((await remove(course)).body.code).toBe("course.not_draft");
  const student = await registerAndLogin("student");
  await call(enrollStudent, { body: { course_id: course }, token: student.token });
  expect((await remove(course)).body.code).toBe("course.has_enrollments");
  expect(await pointsOf(course)).toHaveLength(1);
});

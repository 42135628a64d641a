import "../../support/use-scratch-database.ts";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { collection } from "@smartcourse/platform/mongo";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as addModule } from "../../../functions/courses/add-module.ts";
import { handler as createCourse } from "../../../functions/courses/create-course.ts";
import { handler as getContent } from "../../../functions/courses/get-course-content.ts";
import { handler as updateModule } from "../../../functions/courses/update-module.ts";
import { type Response, call } from "../../support/call.ts";
import { holdRequest } from "../../support/held-request.ts";
import { type Person, person } from "../enrollments/fixtures.ts";

/** Has the function run as a process, and kills that (SIGKILL) before its commit, or when Postgres has answered it. */
async function killAtCommit(...held: Parameters<typeof holdRequest>): Promise<void> {
  const request = await holdRequest(...held);
  await request.kill();
}

const coursesOf = ({ id }: Person) =>
  postgres().selectFrom("courses").select(["id", "title"]).where("instructor_id", "=", id).execute();
const draftOf = (id: number) => collection<{ _id: number }>("course_contents").findOne({ _id: id });
const modulesOf = async (id: number, { token }: Person) =>
  (await call(getContent, { params: { id }, token })).body.modules;
const request = (token: string, body: object, params: Record<string, number> = {}) => ({
  method: "POST",
  path: `/courses${params["id"] === undefined ? "" : `/${params["id"]}/modules`}`,
  params,
  body,
  token,
  headers: { "idempotency-key": randomUUID() },
});

test("killed before the commit of a course, there is none; repeated with its key there is one", async () => {
  const ada = await person("instructor");
  const creation = request(ada.token, { title: "Bees" });
  await killAtCommit("functions/courses/create-course.ts", creation, "before");
  expect(await coursesOf(ada)).toEqual([]);
  const made = await call(createCourse, creation);
  expect(made.status).toBe(201);
  expect(await coursesOf(ada)).toEqual([{ id: made.body.id, title: "Bees" }]);
  expect(await draftOf(made.body.id)).toBeNull();
  expect(await modulesOf(made.body.id, ada)).toEqual([]);
});

test("killed after the commit of a course and before its answer, the same key answers with that course", async () => {
  const ada = await person("instructor");
  const creation = request(ada.token, { title: "Bees" });
  await killAtCommit("functions/courses/create-course.ts", creation, "behind");
  const [made] = await coursesOf(ada);
  const told: Response = await call(createCourse, creation);
  expect(told).toMatchObject({
    status: 201,
    headers: { "idempotent-replayed": "true" },
    body: { id: made?.id },
  });
  expect(await coursesOf(ada)).toHaveLength(1);
});

test("killed between the document and the commit, an addition is whole, and its key does not add it again", async () => {
  const ada = await person("instructor");
  const { id } = (await call(createCourse, request(ada.token, { title: "Bees" }))).body;
  const lessons = [{ title: "Watch", type: "video" }];
  const addition = request(ada.token, { title: "The hive", lessons }, { id });
  await killAtCommit("functions/courses/add-module.ts", addition, "before");

  const there = await modulesOf(id, ada);
  expect(there).toMatchObject([{ id: 1, title: "The hive", order: 1, lessons: [{ id: 2, title: "Watch" }] }]);
  const keys = await postgres()
    .selectFrom("idempotency_keys")
    .select("key")
    .where("key", "=", addition.headers["idempotency-key"])
    .execute();
  expect(keys).toEqual([]); // Postgres knows nothing of it: the draft alone remembers

  const repeated = await call(addModule, addition);
  expect(repeated).toMatchObject({ status: 201, body: there[0] });
  expect(await modulesOf(id, ada)).toEqual(there);
  expect((await call(addModule, request(ada.token, { title: "Two" }, { id }))).body.id).toBe(3);
});

test("killed between the document and the commit, a change is whole, and repeating it changes nothing more", async () => {
  const ada = await person("instructor");
  const { id } = (await call(createCourse, request(ada.token, { title: "Bees" }))).body;
  const module = (await call(addModule, request(ada.token, { title: "One" }, { id }))).body;
  const change = {
    method: "PUT",
    params: { id, module_id: module.id },
    body: { title: "New", description: "Whole" },
    token: ada.token,
  };
  await killAtCommit("functions/courses/update-module.ts", change, "before");
  const whole = { ...module, title: "New", description: "Whole" };
  expect(await modulesOf(id, ada)).toEqual([whole]);
  expect(await call(updateModule, change)).toMatchObject({ status: 200, body: whole });
  // With the ETag that was read, the repetition is told that the change, her own, was made meanwhile.
  const matching = { ...change, headers: { "if-match": '"1"' } };
  expect((await call(updateModule, matching)).status).toBe(412);
});

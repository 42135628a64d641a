import "../../support/use-scratch-database.ts";
import { expect, test } from "vitest";
import { postgres } from "@smartcourse/platform/postgres";
import { handler as getCourse } from "../../../functions/courses/get-course.ts";
import { handler as updateCourse } from "../../../functions/courses/update-course.ts";
import { call } from "../../support/call.ts";
import { makeCourse, person } from "../enrollments/fixtures.ts";

// Nobody listens there: Redis is down for this file.
process.env["UPSTASH_REDIS_REST_URL"] = "http://127.0.0.1:1";

test("without Redis courses are read from Postgres and changed, and the task is left to drop them later", async () => {
  const ada = await person("instructor");
  const id = await makeCourse({ instructor: ada });
  expect((await call(getCourse, { params: { id } })).status).toBe(200);
  const changed = await call(updateCourse, { params: { id }, body: { title: "New" }, token: ada.token });
  expect(changed.status).toBe(200);
  expect((await call(getCourse, { params: { id } })).body.title).toBe("New");
  const queued = await postgres()
    .selectFrom("tasks")
    .select("name")
    .where("subject", "=", `course:${id}`)
    .execute();
  expect(queued).toEqual([{ name: "courses-forget-course" }]);
});
